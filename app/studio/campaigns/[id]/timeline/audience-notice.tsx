import { Alert, Button, Group, Text } from "@mantine/core";
import { IconAlertTriangle, IconFlask, IconUsers } from "@tabler/icons-react";
import { largestN } from "#lib/chart/losses.ts";
import { FEW_VIEWERS, MIN_AUDIENCE } from "#lib/protocol/limits.ts";
import type { Audience, Timeline } from "#lib/protocol/timeline.ts";
import classes from "./timeline.module.css";

interface AudienceNoticeProps {
  timeline: Timeline;
  onSwitch: (audience: Audience) => void;
}

/** What a reader must know before reading the curves: who they are about, and whether there are enough. */
export function AudienceNotice({ timeline, onSwitch }: AudienceNoticeProps) {
  const most = largestN(timeline);
  const offersSimulated =
    timeline.audience === "real" && timeline.sessions === 0 && timeline.otherAudienceSessions > 0;
  return (
    <>
      {timeline.audience === "simulated" && (
        <div className={classes.simulatedBanner} role="note" data-testid="simulated-banner">
          <IconFlask size={18} aria-hidden="true" />
          <div>
            <strong>Simulated viewers.</strong> These numbers were made by the synthetic viewer. No person was
            measured, and nothing here says how people react to this video.
          </div>
        </div>
      )}
      {offersSimulated && (
        <Alert
          variant="default"
          icon={<IconUsers size={18} />}
          title="No real viewers yet"
          data-testid="offer-simulated"
        >
          <Group justify="space-between" gap="sm">
            <Text size="sm">
              Send the viewer link to begin. Meanwhile, {timeline.otherAudienceSessions} simulated viewers
              show what this page will look like.
            </Text>
            <Button size="xs" onClick={() => onSwitch("simulated")}>
              Show simulated viewers
            </Button>
          </Group>
        </Alert>
      )}
      {most >= MIN_AUDIENCE && most < FEW_VIEWERS && (
        <Alert
          variant="default"
          icon={<IconAlertTriangle size={18} />}
          title={`Only ${most} viewers`}
          data-testid="few-viewers"
        >
          Below {FEW_VIEWERS} viewers the bands are wide and single viewers move the curves. Read them as a
          first impression.
        </Alert>
      )}
    </>
  );
}
