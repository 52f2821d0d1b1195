import { Alert, Button, Group, Text } from "@mantine/core";
import { IconAlertTriangle, IconUsers } from "@tabler/icons-react";
import { SimulatedBanner } from "#app/studio/audience/simulated-banner.tsx";
import { useNumberWords } from "#app/studio/use-number-words.ts";
import { emptyReason } from "#lib/chart/audience-words.ts";
import { largestN } from "#lib/chart/losses.ts";
import type { CountedAudience } from "#lib/protocol/counted-audience.ts";
import { FEW_VIEWERS, MIN_AUDIENCE } from "#lib/protocol/limits.ts";
import type { Audience, Timeline } from "#lib/protocol/timeline.ts";

interface AudienceNoticeProps {
  timeline: Timeline;
  /** Whose numbers the page shows, those of segments over each other among them. */
  countedAudience: CountedAudience;
  /** The timeline belongs to an earlier selection: then only whose numbers they are is said. */
  stale: boolean;
  /** Name of the one segment that is shown. */
  segmentName: string | null;
  onSwitch: (audience: Audience) => void;
  onEverybody: () => void;
}

/** What a reader must know before reading the curves: who they are about, and whether there are enough. */
export function AudienceNotice(props: AudienceNoticeProps) {
  const { timeline, countedAudience, stale, segmentName, onSwitch, onEverybody } = props;
  const { count } = useNumberWords();
  const most = largestN(timeline);
  const empty = emptyReason(timeline);
  const offersSimulated =
    empty === "audience" && timeline.audience === "real" && timeline.otherAudienceSessions > 0;
  if (stale) return <SimulatedBanner of={countedAudience} />;
  return (
    <>
      <SimulatedBanner of={countedAudience} />
      {offersSimulated && (
        <Alert
          variant="default"
          icon={<IconUsers size={18} />}
          title="No real viewers yet"
          data-testid="offer-simulated"
        >
          <Group justify="space-between" gap="sm">
            <Text size="sm">
              Send the viewer link to begin. Meanwhile, {count(timeline.otherAudienceSessions)} simulated
              viewers show what this page will look like.
            </Text>
            <Button size="xs" onClick={() => onSwitch("simulated")}>
              Show simulated viewers
            </Button>
          </Group>
        </Alert>
      )}
      {empty === "segment" && (
        <Alert
          variant="default"
          icon={<IconUsers size={18} />}
          title="Nobody in this segment"
          data-testid="empty-segment"
        >
          <Group justify="space-between" gap="sm">
            <Text size="sm">
              {count(timeline.audienceSessions)} {timeline.audience} viewers are counted, and none of them
              belongs to {segmentName === null ? "the segment" : `“${segmentName}”`}.
            </Text>
            <Button size="xs" onClick={onEverybody}>
              Show everybody
            </Button>
          </Group>
        </Alert>
      )}
      {most >= MIN_AUDIENCE && most < FEW_VIEWERS && (
        <Alert
          variant="default"
          icon={<IconAlertTriangle size={18} />}
          title={`Only ${count(most)} viewers measured`}
          data-testid="few-viewers"
        >
          Below {FEW_VIEWERS} viewers the bands are wide and single viewers move the curves. Read them as a
          first impression.
        </Alert>
      )}
    </>
  );
}
