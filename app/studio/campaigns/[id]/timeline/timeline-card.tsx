"use client";

import { Paper, Skeleton, Text, Title } from "@mantine/core";
import dynamic from "next/dynamic";
import { type ReactNode, useMemo } from "react";
import { useNumberWords } from "#app/studio/use-number-words.ts";
import { AUDIENCE_MARKS } from "#lib/chart/audience-words.ts";
import type { Selection } from "#lib/chart/selection.ts";
import type { CountedAudience } from "#lib/protocol/counted-audience.ts";
import type { SavedSegment } from "#lib/protocol/segment.ts";
import type { Timeline } from "#lib/protocol/timeline.ts";
import type { TimelineNote } from "#lib/protocol/timeline-notes.ts";
import { AudienceCharts } from "./audience-charts.tsx";
import { measureSentence } from "./measure-sentence.ts";
import { NotePins } from "./note-pins.tsx";
import type { SceneQuestion } from "./scene-dialogs.tsx";
import { SceneLane } from "./scene-lane.tsx";
import classes from "./timeline.module.css";
import type { Scenes } from "./use-scenes.ts";
import { ZoomControls } from "./zoom-controls.tsx";

const ChartsSkeleton = () => <Skeleton height={620} radius="md" />;

const OverlayCharts = dynamic(() => import("./overlay-charts.tsx").then((module) => module.OverlayCharts), {
  loading: ChartsSkeleton,
});

interface TimelineCardProps {
  timeline: Timeline | undefined;
  /** It could not be loaded, and the page says so. */
  failed: boolean;
  /** Segments laid over each other; null while everybody or one segment is shown. */
  overlay: { timelines: ReadonlyMap<number, Timeline> | undefined; segments: readonly SavedSegment[] } | null;
  /** Whose numbers the charts show. */
  countedAudience: CountedAudience;
  stale: boolean;
  selection: Selection;
  select: (part: Partial<Selection>) => void;
  presenting: boolean;
  durationMs: number;
  scenes: Scenes;
  notes: readonly TimelineNote[];
  /** Null for those who only read scenes. */
  onAsk: ((question: SceneQuestion) => void) | null;
  /** Called once the charts stand. */
  onDrawn: () => void;
  actions: ReactNode;
}

const HEIGHT_PX = { desk: 300, room: 420 } as const;

/** The charts in their card, with what they show and what can be done with them. */
export function TimelineCard(props: TimelineCardProps) {
  const {
    timeline,
    failed,
    overlay,
    countedAudience,
    stale,
    selection,
    select,
    presenting,
    durationMs,
    scenes,
    notes,
    onAsk,
    onDrawn,
    actions,
  } = props;
  const { scenes: known, move } = scenes;
  const numbers = useNumberWords();
  const editing = useMemo(
    () =>
      onAsk && {
        onDraw: (span: { startMs: number; endMs: number }) =>
          onAsk({ about: "new", span: { label: "", ...span } }),
        onOpen: (scene: NonNullable<typeof known>[number]) => onAsk({ about: "scene", scene }),
        onMove: (scene: NonNullable<typeof known>[number], span: { startMs: number; endMs: number }) =>
          void move(scene, span),
      },
    [onAsk, move],
  );
  const mark = AUDIENCE_MARKS[countedAudience];
  const heightPx = presenting ? HEIGHT_PX.room : HEIGHT_PX.desk;
  const lanes = (
    <>
      <SceneLane scenes={known ?? []} editing={editing} durationMs={durationMs} />
      <NotePins notes={notes} />
    </>
  );
  return (
    <Paper className={classes.card} data-stale={stale || undefined} aria-busy={stale}>
      <div className={classes.cardHead}>
        <div>
          <Title order={2} size="h3">
            {selection.measure === "share" ? "Reaction share" : "Mean expression score"}
          </Title>
          <Text size="sm" c="dimmed">
            {measureSentence(selection, numbers)}
          </Text>
        </div>
        <div className={classes.headEnd}>
          {mark !== null && (
            <span className={classes.simulatedBadge} data-testid="simulated-badge">
              {mark.title}
            </span>
          )}
          {actions}
        </div>
      </div>
      {timeline === undefined && !failed && <ChartsSkeleton />}
      {timeline !== undefined && (
        <>
          {overlay === null ? (
            <AudienceCharts
              timeline={timeline}
              selection={selection}
              select={select}
              heightPx={heightPx}
              lanes={lanes}
              onDrawn={onDrawn}
            />
          ) : (
            <OverlayCharts
              {...overlay}
              selection={selection}
              select={select}
              heightPx={heightPx}
              lanes={lanes}
              onDrawn={onDrawn}
            />
          )}
          <ZoomControls />
        </>
      )}
    </Paper>
  );
}
