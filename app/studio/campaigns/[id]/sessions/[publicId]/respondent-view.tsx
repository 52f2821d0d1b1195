"use client";

import { Paper, Text, Title } from "@mantine/core";
import { useThrottledCallback } from "@mantine/hooks";
import type { ReactNode } from "react";
import { useKeptJson } from "#app/studio/api-client/use-kept-answer.ts";
import timeline from "#app/studio/campaigns/[id]/timeline/timeline.module.css";
import { useCampaignChanges } from "#app/studio/campaigns/[id]/timeline/use-campaign-changes.ts";
import { TimeCursorContext, useNewTimeCursor } from "#app/studio/curves/use-time-cursor.ts";
import { TimeWindowContext, useNewTimeWindow } from "#app/studio/curves/use-time-window.ts";
import { VideoPanel } from "#app/studio/curves/video-panel.tsx";
import { EmptyNote } from "#app/studio/empty-note.tsx";
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
/** A closed session changes when it is decided on or withdrawn: it is asked for again at most this often, ms. */
const REST_MS = 5_000;

interface RespondentViewProps {
  campaignId: number;
  initial: Respondent;
  video: CampaignVideo;
  /** Segment variables of the campaign, in its order. */
  variables: readonly SegmentVariable[];
  /** What stands above and below for as long as the respondent is held. */
  head: ReactNode;
  children: ReactNode;
}

/**
 * One respondent's own curve beside the video; it grows while they are still watching, and goes when they withdraw.
 */
export function RespondentView(props: RespondentViewProps) {
  const { campaignId, initial, video, variables, head, children } = props;
  const { answer, error, again } = useKeptJson(
    `/api/campaigns/${campaignId}/sessions/${initial.publicId}?segment=${initial.segment}`,
    respondentSchema,
    { begin: initial, refreshInterval: () => (connection === "polling" ? POLL_MS : 0) },
  );
  const respondent = answer ?? initial;
  const againAfterRest = useThrottledCallback(again, REST_MS);
  const connection = useCampaignChanges(campaignId, () => {
    if (respondent.state === "open") void again();
    else againAfterRest();
  });
  const cursor = useNewTimeCursor(video.id, Math.max(video.durationMs / 1000, respondent.seconds.length));
  const zoom = useNewTimeWindow(cursor.durationSeconds);
  if (error?.code === "not-found") return <RespondentGone />;
  return (
    <TimeCursorContext value={cursor}>
      <TimeWindowContext value={zoom}>
        {head}
        <div className={timeline.grid}>
          <aside className={timeline.videoColumn}>
            <div className={timeline.videoBox}>
              <VideoPanel url={video.url} title={video.title} width={video.width} height={video.height} />
            </div>
            <RespondentFacts respondent={respondent} film={video.title} />
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
        {children}
      </TimeWindowContext>
    </TimeCursorContext>
  );
}

function RespondentGone() {
  return (
    <EmptyNote title="This respondent is no longer held">
      They withdrew, or the time for which their record was promised to be kept is over: what was measured is
      erased, and no number counts it any more.
    </EmptyNote>
  );
}
