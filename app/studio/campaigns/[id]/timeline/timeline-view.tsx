"use client";

import { Alert, Group, Paper, Skeleton, Stack, Text, Title } from "@mantine/core";
import { IconPlugConnectedX } from "@tabler/icons-react";
import { TimeCursorContext, useNewTimeCursor } from "#app/studio/curves/use-time-cursor.ts";
import { VideoPanel } from "#app/studio/curves/video-panel.tsx";
import type { CampaignVideo } from "#lib/protocol/campaign-list.ts";
import { AudienceCharts } from "./audience-charts.tsx";
import { AudienceFacts } from "./audience-facts.tsx";
import { AudienceNotice } from "./audience-notice.tsx";
import { DownloadMenu } from "./download-menu.tsx";
import classes from "./timeline.module.css";
import { TimelineNumbers } from "./timeline-numbers.tsx";
import { measureSentence, TimelineToolbar } from "./timeline-toolbar.tsx";
import { useSelection } from "./use-selection.ts";
import { useTimeline } from "./use-timeline.ts";

interface TimelineViewProps {
  campaignId: number;
  videos: readonly [CampaignVideo, ...CampaignVideo[]];
  samplesAllowed: boolean;
}

/** The audience's timeline beside the video, both on one clock. */
export function TimelineView({ campaignId, videos, samplesAllowed }: TimelineViewProps) {
  const [selection, select] = useSelection();
  const { timeline, error, stale, connection } = useTimeline(campaignId, selection);
  const video = videos.find(({ id }) => id === selection.videoId) ?? videos[0];
  const durationSeconds = Math.max(video.durationMs / 1000, timeline?.seconds.length ?? 0);
  const cursor = useNewTimeCursor(durationSeconds);

  return (
    <TimeCursorContext value={cursor}>
      <Stack gap="md">
        <TimelineToolbar
          selection={selection}
          select={select}
          videos={videos}
          timeline={timeline}
          connection={connection}
        />
        {error !== undefined && (
          <Alert
            color="red"
            variant="light"
            icon={<IconPlugConnectedX size={18} />}
            title="The numbers could not be loaded"
          >
            {error.message}
          </Alert>
        )}
        {timeline !== undefined && !stale && (
          <AudienceNotice timeline={timeline} onSwitch={(audience) => select({ audience })} />
        )}
        <div className={classes.grid}>
          <aside className={classes.videoColumn}>
            <div className={classes.videoBox}>
              <VideoPanel
                key={video.id}
                url={video.url}
                title={video.title}
                width={video.width}
                height={video.height}
              />
            </div>
            {timeline !== undefined && <AudienceFacts timeline={timeline} />}
          </aside>
          <Paper className={classes.card} data-stale={stale || undefined} aria-busy={stale}>
            <div className={classes.cardHead}>
              <div>
                <Title order={2} size="h3">
                  {selection.measure === "share" ? "Reaction share" : "Mean expression score"}
                </Title>
                <Text size="sm" c="dimmed">
                  {measureSentence(selection)}
                </Text>
              </div>
              {timeline?.audience === "simulated" && (
                <span className={classes.simulatedBadge} data-testid="simulated-badge">
                  Simulated viewers
                </span>
              )}
            </div>
            {timeline === undefined ? (
              <Skeleton height={620} radius="md" />
            ) : (
              <AudienceCharts
                timeline={timeline}
                selection={selection}
                durationSeconds={durationSeconds}
                onShow={(expressions) => select({ expressions })}
              />
            )}
          </Paper>
        </div>
        <Group justify="space-between" align="flex-end" mt="xl">
          <div>
            <Title order={2}>Second by second</Title>
            <Text size="sm" c="dimmed">
              The same numbers as in the file: estimates with the ends of their 95% interval, empty where
              missing.
            </Text>
          </div>
          <DownloadMenu campaignId={campaignId} selection={selection} samplesAllowed={samplesAllowed} />
        </Group>
        {timeline === undefined ? (
          <Skeleton height={240} radius="md" />
        ) : (
          <TimelineNumbers timeline={timeline} />
        )}
      </Stack>
    </TimeCursorContext>
  );
}
