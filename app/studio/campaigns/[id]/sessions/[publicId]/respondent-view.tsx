"use client";

import { Paper, Text, Title } from "@mantine/core";
import useSWR from "swr";
import { type ApiError, fetchJson } from "#app/studio/api-client/fetch-json.ts";
import timeline from "#app/studio/campaigns/[id]/timeline/timeline.module.css";
import { useCampaignChanges } from "#app/studio/campaigns/[id]/timeline/use-campaign-changes.ts";
import { TimeCursorContext, useNewTimeCursor } from "#app/studio/curves/use-time-cursor.ts";
import { TimeWindowContext, useNewTimeWindow } from "#app/studio/curves/use-time-window.ts";
import { VideoPanel } from "#app/studio/curves/video-panel.tsx";
import type { CampaignVideo } from "#lib/protocol/campaign-list.ts";
import type { SegmentVariable } from "#lib/protocol/campaign-setup.ts";
import { type Respondent, respondentSchema } from "#lib/protocol/respondent.ts";
import quality from "../quality.module.css";
import { RespondentCharts } from "./respondent-charts.tsx";
import { RespondentFacts } from "./respondent-facts.tsx";
import { RespondentLosses } from "./respondent-losses.tsx";
import { RespondentRecord } from "./respondent-record.tsx";
import { SessionQuality } from "./session-quality.tsx";

const POLL_MS = 5_000;

interface RespondentViewProps {
  campaignId: number;
  initial: Respondent;
  video: CampaignVideo;
  /** Segment variables of the campaign, in its order. */
  variables: readonly SegmentVariable[];
}

/** One respondent's own curve beside the video; it grows while they are still watching. */
export function RespondentView({ campaignId, initial, video, variables }: RespondentViewProps) {
  const answer = useSWR<Respondent, ApiError>(
    `/api/campaigns/${campaignId}/sessions/${initial.publicId}?segment=${initial.segment}`,
    (url: string) => fetchJson(url, respondentSchema),
    {
      fallbackData: initial,
      revalidateOnMount: false,
      refreshInterval: (latest) => (connection === "polling" && latest?.state === "open" ? POLL_MS : 0),
    },
  );
  const respondent = answer.data ?? initial;
  const connection = useCampaignChanges(campaignId, () => {
    if (respondent.state === "open") void answer.mutate();
  });
  const cursor = useNewTimeCursor(Math.max(video.durationMs / 1000, respondent.seconds.length));
  const zoom = useNewTimeWindow(cursor.durationSeconds);
  return (
    <TimeCursorContext value={cursor}>
      <TimeWindowContext value={zoom}>
        <div className={timeline.grid}>
          <aside className={timeline.videoColumn}>
            <div className={timeline.videoBox}>
              <VideoPanel url={video.url} title={video.title} width={video.width} height={video.height} />
            </div>
            <RespondentFacts respondent={respondent} />
          </aside>
          <Paper className={timeline.card}>
            <Title order={3}>Expression scores</Title>
            <Text size="sm" c="dimmed" mb="sm">
              One person, second by second. Single faces are noisy: read an audience where you can.
            </Text>
            <RespondentCharts respondent={respondent} />
          </Paper>
        </div>
        <div className={quality.cards}>
          <RespondentRecord respondent={respondent} variables={variables} />
          <RespondentLosses respondent={respondent} />
        </div>
        <div className={quality.cards}>
          <SessionQuality respondent={respondent} />
        </div>
      </TimeWindowContext>
    </TimeCursorContext>
  );
}
