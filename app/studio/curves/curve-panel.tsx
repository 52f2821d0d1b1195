"use client";

import { memo } from "react";
import type { CurvePanelProps } from "./curve-look.ts";
import { CurveSketch } from "./curve-sketch.tsx";
import { lazyAhead } from "./lazy-ahead.ts";
import { SketchFirst } from "./sketch-first.tsx";

const ChartedCurves = lazyAhead(async () => (await import("./charted-curves.tsx")).ChartedCurves);

interface WaitingPanelProps extends CurvePanelProps {
  /** Only sketched while something above it has still to be drawn. */
  waits?: boolean | undefined;
  /** Told once when the curves stand. */
  onDrawn?: (() => void) | undefined;
}

/** Curves with their bands against the video's time. Straight lines between seconds, gaps where data is missing. */
export const CurvePanel = memo(function CurvePanel({ waits, onDrawn, ...panel }: WaitingPanelProps) {
  return (
    <div data-testid={panel.testId}>
      <SketchFirst sketch={<CurveSketch {...panel} />} waits={waits} onDrawn={onDrawn}>
        <ChartedCurves {...panel} />
      </SketchFirst>
    </div>
  );
});
