import { Select } from "@mantine/core";
import type { ReactNode } from "react";
import { AudienceSwitch } from "#app/studio/audience/audience-switch.tsx";
import { BasisSwitch } from "#app/studio/audience/basis-switch.tsx";
import { MeasureChoice } from "#app/studio/audience/measure-choice.tsx";
import { useNumberWords } from "#app/studio/use-number-words.ts";
import type { Selection } from "#lib/chart/selection.ts";
import type { CampaignVideo } from "#lib/protocol/campaign-list.ts";
import type { Timeline } from "#lib/protocol/timeline.ts";
import { LiveIndicator } from "./live-indicator.tsx";
import classes from "./timeline.module.css";
import type { Connection } from "./use-campaign-changes.ts";

interface TimelineToolbarProps {
  selection: Selection;
  select: (part: Partial<Selection>) => void;
  videos: readonly CampaignVideo[];
  timeline: Timeline | undefined;
  connection: Connection;
  /** Whose curves are shown. */
  segmentPicker: ReactNode;
}

export function TimelineToolbar(props: TimelineToolbarProps) {
  const { selection, select, videos, timeline, connection, segmentPicker } = props;
  const { count } = useNumberWords();
  const counts = audienceCounts(timeline, count);
  return (
    <div className={classes.toolbar}>
      <AudienceSwitch
        value={selection.audience}
        onChange={(audience) => select({ audience })}
        notes={counts}
      />
      <BasisSwitch value={selection.basis} onChange={(basis) => select({ basis })} />
      <MeasureChoice value={selection} onChange={select} />
      {videos.length > 1 && (
        <Select
          aria-label="Video"
          value={String(selection.videoId ?? videos[0]?.id)}
          onChange={(value) => value !== null && select({ videoId: Number(value) })}
          data={videos.map((video) => ({ value: String(video.id), label: video.title }))}
          allowDeselect={false}
        />
      )}
      {segmentPicker}
      <div className={classes.toolbarEnd}>
        <LiveIndicator connection={connection} />
      </div>
    </div>
  );
}

function audienceCounts(
  timeline: Timeline | undefined,
  count: (value: number) => string,
): Record<"real" | "simulated", string> {
  // A segment that takes its viewers from elsewhere has no number that would belong to either name.
  if (timeline === undefined || timeline.countedAudience !== timeline.audience) {
    return { real: "", simulated: "" };
  }
  const own = ` \u00b7 ${count(timeline.sessions)}`;
  const other = ` \u00b7 ${count(timeline.otherAudienceSessions)}`;
  return timeline.audience === "real" ? { real: own, simulated: other } : { real: other, simulated: own };
}
