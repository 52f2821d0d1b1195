"use client";

import { Select, Skeleton } from "@mantine/core";
import { type ReactNode, useMemo } from "react";
import type { DrawnCurve } from "#app/studio/curves/curve-look.ts";
import { CurvePanel } from "#app/studio/curves/curve-panel.tsx";
import { HoverReadout, ReadoutRow } from "#app/studio/curves/hover-readout.tsx";
import { SmoothingChoice } from "#app/studio/curves/smoothing-choice.tsx";
import { TimeStack } from "#app/studio/curves/time-stack.tsx";
import { readSecond, useCursorState } from "#app/studio/curves/use-time-cursor.ts";
import { useNumberWords } from "#app/studio/use-number-words.ts";
import { AUDIENCE_MARKS } from "#lib/chart/audience-words.ts";
import { CURVE_LABELS, curveFormat, isShare } from "#lib/chart/curve-words.ts";
import { valueDomain } from "#lib/chart/domain.ts";
import { largestN } from "#lib/chart/losses.ts";
import type { NumberWords } from "#lib/chart/number-words.ts";
import { segmentCurve } from "#lib/chart/segment-curve.ts";
import { SEGMENT_STYLES, segmentColourVariable } from "#lib/chart/segment-palette.ts";
import type { Selection } from "#lib/chart/selection.ts";
import type { Curve } from "#lib/chart/series.ts";
import { smoothCurve } from "#lib/chart/smooth-curve.ts";
import { CURVES } from "#lib/protocol/curves.ts";
import { FEW_VIEWERS, MIN_AUDIENCE } from "#lib/protocol/limits.ts";
import type { SavedSegment } from "#lib/protocol/segment.ts";
import type { Timeline } from "#lib/protocol/timeline.ts";
import classes from "./segments.module.css";

interface OverlayChartsProps {
  timelines: ReadonlyMap<number, Timeline> | undefined;
  segments: readonly SavedSegment[];
  selection: Selection;
  select: (part: Partial<Selection>) => void;
  lanes: ReactNode;
  heightPx: number;
  /** Told once when they have been drawn. */
  onDrawn: () => void;
}

interface Overlay {
  segment: SavedSegment;
  timeline: Timeline;
  curve: Curve;
  index: number;
}

const DRAWABLE = CURVES.filter((curve) => curve !== "interest");

/** One curve of two to five segments over each other, each with its band, its n and a line of its own. */
export function OverlayCharts({
  timelines,
  segments,
  selection,
  select,
  lanes,
  heightPx,
  onDrawn,
}: OverlayChartsProps) {
  const { curve: shown, measure, smoothing } = selection;
  const numbers = useNumberWords();
  const overlays = useMemo(
    () =>
      selection.segments.flatMap((id, index): Overlay[] => {
        const segment = segments.find((one) => one.id === id);
        const timeline = timelines?.get(id);
        if (segment === undefined || timeline === undefined) return [];
        return [{ segment, timeline, curve: segmentCurve(timeline, selection), index }];
      }),
    [timelines, segments, selection],
  );
  const drawn = useMemo(
    () =>
      overlays.map(
        ({ segment, curve, index }): DrawnCurve => ({
          key: `segment-${segment.id}`,
          curve: smoothCurve(curve, smoothing),
          colour: `var(${segmentColourVariable(index)})`,
          dash: SEGMENT_STYLES[index]?.dash ?? null,
          prominent: true,
        }),
      ),
    [overlays, smoothing],
  );
  const share = isShare(shown, measure);
  const domain = useMemo(
    () =>
      valueDomain(
        drawn.map(({ curve }) => curve),
        share ? { floor: 0, ceiling: 1 } : { floor: -1, ceiling: 1 },
      ),
    [drawn, share],
  );
  if (timelines === undefined) return <Skeleton height={heightPx + 120} radius="md" />;
  const format = curveFormat(shown, selection, numbers);
  return (
    <>
      <div className={classes.choices}>
        <Select
          className={classes.curve}
          label="Curve"
          size="xs"
          data={DRAWABLE.map((value) => ({ value, label: CURVE_LABELS[value] }))}
          value={shown}
          onChange={(value) => {
            const next = DRAWABLE.find((one) => one === value);
            if (next !== undefined) select({ curve: next });
          }}
          allowDeselect={false}
        />
        <SmoothingChoice smoothing={smoothing} onChange={(next) => select({ smoothing: next })} />
      </div>
      <ul className={classes.legendList} aria-label="Segments shown" data-testid="segment-legend">
        {overlays.map((overlay) => (
          <LegendRow key={overlay.segment.id} overlay={overlay} format={format} />
        ))}
      </ul>
      <TimeStack
        simulated={overlays.some(({ timeline }) => timeline.countedAudience !== "real")}
        readout={
          <HoverReadout>
            {(second) =>
              overlays.map(({ segment, curve, index }) => {
                const point = curve[second];
                return (
                  <ReadoutRow
                    key={segment.id}
                    swatch={<SegmentSwatch index={index} />}
                    label={segment.name}
                    value={point?.value == null ? "\u2013" : format(point.value)}
                    detail={point === undefined ? "" : bandText(point, format, numbers.count)}
                  />
                );
              })
            }
          </HoverReadout>
        }
      >
        {lanes}
        <CurvePanel
          testId="segment-chart"
          curves={drawn}
          domain={domain}
          heightPx={heightPx}
          formatValue={format}
          showTimes
          onDrawn={onDrawn}
        />
      </TimeStack>
    </>
  );
}

/** A segment's line, its name, its value where the video stands, and how many viewers that rests on. */
function LegendRow({ overlay, format }: { overlay: Overlay; format: (value: number) => string }) {
  const { count } = useNumberWords();
  const second = useCursorState(readSecond);
  const { segment, timeline, curve, index } = overlay;
  const most = largestN(timeline);
  const point = curve[second];
  const mark = AUDIENCE_MARKS[timeline.countedAudience];
  return (
    <li>
      <SegmentSwatch index={index} />
      <strong>{segment.name}</strong>
      {mark !== null && <em className={classes.marked}>{mark.title}</em>}
      {most < MIN_AUDIENCE ? (
        <span>
          {count(most)} of {MIN_AUDIENCE} viewers: not shown
        </span>
      ) : (
        <span>
          {point?.value == null ? "\u2013" : format(point.value)}{" "}
          {point !== undefined && bandText(point, format, count)}
          {most < FEW_VIEWERS && ", few viewers"}
        </span>
      )}
    </li>
  );
}

function SegmentSwatch({ index }: { index: number }) {
  return (
    <svg width={26} height="8" aria-hidden="true" focusable="false">
      <line
        x1="1"
        x2="25"
        y1="4"
        y2="4"
        stroke={`var(${segmentColourVariable(index)})`}
        strokeWidth="2.5"
        strokeDasharray={SEGMENT_STYLES[index]?.dash ?? undefined}
      />
    </svg>
  );
}

function bandText(
  { band, n }: Curve[number],
  format: (value: number) => string,
  count: NumberWords["count"],
): string {
  const viewers = `n ${count(n)}`;
  return band === null ? viewers : `(${format(band[0])} to ${format(band[1])}, ${viewers})`;
}
