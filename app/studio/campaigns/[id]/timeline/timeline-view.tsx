"use client";

import { Skeleton, Stack, Text, Title, useComputedColorScheme } from "@mantine/core";
import dynamic from "next/dynamic";
import { useCallback, useState } from "react";
import { PresentContext } from "#app/studio/curves/present-context.ts";
import { TimeCursorContext, useNewTimeCursor } from "#app/studio/curves/use-time-cursor.ts";
import { TimeWindowContext, useNewTimeWindow } from "#app/studio/curves/use-time-window.ts";
import { VideoPanel } from "#app/studio/curves/video-panel.tsx";
import { LoadProblem } from "#app/studio/load-problem.tsx";
import { toastProblem } from "#app/studio/toasts.ts";
import { useNumberWords } from "#app/studio/use-number-words.ts";
import type { CampaignVideo } from "#lib/protocol/campaign-list.ts";
import type { SegmentVariable } from "#lib/protocol/campaign-setup.ts";
import { countedTogether } from "#lib/protocol/counted-audience.ts";
import { measuredSeconds } from "#lib/protocol/limits.ts";
import classes from "./annotations.module.css";
import { AudienceFacts } from "./audience-facts.tsx";
import { AudienceNotice } from "./audience-notice.tsx";
import { DownloadMenu } from "./download-menu.tsx";
import { EverybodyNote } from "./everybody-note.tsx";
import { MomentsCard } from "./moments-card.tsx";
import { NotesCard } from "./notes-card.tsx";
import type { SceneQuestion } from "./scene-dialogs.tsx";
import { ScenesCard } from "./scenes-card.tsx";
import { SegmentPicker } from "./segment-picker.tsx";
import own from "./timeline.module.css";
import { TimelineCard } from "./timeline-card.tsx";
import { timelineFiles } from "./timeline-files.ts";
import { TimelineNumbers } from "./timeline-numbers.tsx";
import { TimelineToolbar } from "./timeline-toolbar.tsx";
import { useNotes } from "./use-notes.ts";
import { usePresenting } from "./use-presenting.ts";
import { useScenes } from "./use-scenes.ts";
import { useSegmentTimelines } from "./use-segment-timelines.ts";
import { useSegments } from "./use-segments.ts";
import { useSelection } from "./use-selection.ts";
import { type FirstTimeline, useTimeline } from "./use-timeline.ts";
import { ViewActions } from "./view-actions.tsx";

/** Forms, and what reads the film: loaded when they are asked for. */
const SceneDialogs = dynamic(() => import("./scene-dialogs.tsx").then((module) => module.SceneDialogs));

/** What the reader's role allows on this page; every route checks it again. */
export interface TimelineRights {
  samples: boolean;
  scenes: boolean;
  notes: boolean;
}

interface TimelineViewProps {
  campaign: { id: number; title: string; variables: readonly SegmentVariable[] };
  videos: readonly [CampaignVideo, ...CampaignVideo[]];
  /** What came with the page; null when it must ask. */
  begin: FirstTimeline | null;
  rights: TimelineRights;
}

/** The audience's timeline beside the video, both on one clock, with what people and the numbers say about it. */
export function TimelineView({ campaign, videos, begin, rights }: TimelineViewProps) {
  const [selection, select, queryAt] = useSelection();
  const { timeline, error, stale, connection } = useTimeline(campaign.id, selection, begin);
  const video = videos.find(({ id }) => id === selection.videoId) ?? videos[0];
  // Of the film alone: the numbers may still be those of the one before.
  const durationSeconds = Math.max(video.durationMs / 1000, measuredSeconds(video.durationMs));
  const cursor = useNewTimeCursor(video.id, durationSeconds, selection.at);
  const zoom = useNewTimeWindow(durationSeconds, selection.zoom, (window) => select({ zoom: window }));
  const scenes = useScenes(campaign.id, video.id);
  const notes = useNotes(campaign.id, video.id);
  const segments = useSegments(campaign.id);
  const overlay = useSegmentTimelines(campaign.id, selection);
  const [question, ask] = useState<SceneQuestion | null>(null);
  const [presenting, present] = usePresenting();
  // What lies below the charts is made after them: nobody looks there yet.
  const [chartsStand, setChartsStand] = useState(false);
  const tellChartsStand = useCallback(() => setChartsStand(true), []);
  const scheme = useComputedColorScheme("light");
  const numbers = useNumberWords();

  const chosen = selection.segments.flatMap((id) => segments.segments?.filter((one) => one.id === id) ?? []);
  const segmentName = chosen.length === 1 ? (chosen[0]?.name ?? null) : null;
  const overlaid = chosen.flatMap(({ id, name }) => {
    const own = overlay.timelines?.get(id);
    return own === undefined ? [] : [{ name, timeline: own }];
  });
  const everybodys = timeline?.countedAudience ?? selection.audience;
  const [firstCounted = everybodys, ...othersCounted] = overlaid.map((one) => one.timeline.countedAudience);
  const charted = countedTogether(firstCounted, ...othersCounted);
  // Then what is not a chart is of everybody, and says so.
  const several = selection.segments.length > 1;
  const problem = error ?? overlay.error;
  const newScene = () => {
    const startMs = Math.round(cursor.seconds * 10) * 100;
    const endMs = Math.min(video.durationMs, startMs + 3_000);
    ask({ about: "new", span: { label: "", startMs: Math.min(startMs, endMs - 500), endMs } });
  };
  const picture = async (format: "svg" | "png") => {
    if (timeline === undefined) return;
    const { savePicture, timelinePicture } = await import("./timeline-picture.ts");
    const madeAt = new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeStyle: "short" });
    const made = timelinePicture({
      title: `${campaign.title} – ${video.title}`,
      timeline,
      overlaid,
      segmentName,
      countedAudience: charted,
      selection,
      window: zoom.window,
      scenes: scenes.scenes ?? [],
      scheme,
      numbers,
      madeAt: madeAt.format(new Date()),
    });
    await savePicture(made, format, `reactline-${campaign.title}-${charted}-${selection.measure}`);
  };

  return (
    <TimeCursorContext value={cursor}>
      <TimeWindowContext value={zoom}>
        <Stack gap="md">
          <TimelineToolbar
            selection={selection}
            select={select}
            videos={videos}
            timeline={timeline}
            connection={connection}
            segmentPicker={
              <SegmentPicker
                campaignId={campaign.id}
                of={segments}
                variables={campaign.variables}
                selection={selection}
                select={select}
                editable={rights.scenes}
              />
            }
          />
          {problem !== undefined && <LoadProblem title="The numbers could not be loaded" error={problem} />}
          {timeline !== undefined && (
            <AudienceNotice
              timeline={timeline}
              countedAudience={countedTogether(charted, everybodys)}
              stale={stale}
              segmentName={segmentName}
              onSwitch={(audience) => select({ audience })}
              onEverybody={() => select({ segments: [] })}
            />
          )}
          <div className={own.grid} data-presenting={presenting || undefined}>
            <aside className={own.videoColumn}>
              <div className={own.videoBox}>
                <VideoPanel
                  key={video.id}
                  url={video.url}
                  title={video.title}
                  width={video.width}
                  height={video.height}
                />
              </div>
              {timeline !== undefined && (
                <AudienceFacts timeline={timeline} stale={stale} ofEverybody={several} />
              )}
            </aside>
            <PresentContext value={present}>
              <TimelineCard
                timeline={timeline}
                failed={problem !== undefined}
                overlay={several ? { timelines: overlay.timelines, segments: segments.segments ?? [] } : null}
                countedAudience={charted}
                stale={stale || overlay.stale}
                selection={selection}
                select={select}
                presenting={presenting}
                durationMs={video.durationMs}
                scenes={scenes}
                notes={notes.notes ?? []}
                onAsk={rights.scenes ? ask : null}
                onDrawn={tellChartsStand}
                actions={
                  <>
                    <ViewActions queryAt={queryAt} presenting={presenting} onPresent={present} />
                    {!presenting && (
                      <DownloadMenu
                        files={timelineFiles({
                          campaignId: campaign.id,
                          selection,
                          overlaid: several ? chosen : [],
                          samplesAllowed: rights.samples,
                        })}
                        onPicture={
                          timeline === undefined || stale || overlay.stale
                            ? undefined
                            : (format) => void picture(format).catch(toastProblem)
                        }
                      />
                    )}
                  </>
                }
              />
            </PresentContext>
          </div>
          {!presenting && (chartsStand || problem !== undefined) && (
            <>
              <MomentsCard
                campaignId={campaign.id}
                video={video}
                selection={selection}
                ofEverybody={several}
                version={String(timeline?.sessions ?? 0)}
              />
              <div className={classes.columns}>
                <ScenesCard
                  of={scenes}
                  editable={rights.scenes}
                  onAdd={newScene}
                  onEdit={(scene) => ask({ about: "scene", scene })}
                  onPropose={() => ask({ about: "cuts" })}
                />
                <NotesCard of={notes} writable={rights.notes} />
              </div>
              <div className={own.numbersHead}>
                <Title order={2}>Second by second</Title>
                {several && <EverybodyNote />}
                <Text size="sm" c="dimmed">
                  The same numbers as in the file: estimates with the ends of their 95% interval, empty where
                  missing.
                </Text>
              </div>
              {timeline === undefined && problem === undefined && <Skeleton height={240} radius="md" />}
              {timeline !== undefined && (
                <div className={own.numbers} data-stale={stale || undefined} aria-busy={stale}>
                  <TimelineNumbers timeline={timeline} />
                </div>
              )}
            </>
          )}
        </Stack>
        {question !== null && (
          <SceneDialogs question={question} of={scenes} video={video} onClose={() => ask(null)} />
        )}
      </TimeWindowContext>
    </TimeCursorContext>
  );
}
