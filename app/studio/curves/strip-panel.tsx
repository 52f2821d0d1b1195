"use client";

import { memo } from "react";
import type { StripPoint } from "#lib/chart/losses.ts";
import { lazyAhead } from "./lazy-ahead.ts";
import { SketchFirst } from "./sketch-first.tsx";
import { StripSketch } from "./strip-sketch.tsx";

const ChartedStrip = lazyAhead(async () => (await import("./charted-strip.tsx")).ChartedStrip);

interface StripPanelProps {
  points: readonly StripPoint[];
  /** Only sketched while something above it has still to be drawn. */
  waits: boolean;
}

/** How many viewers every second rests on, and how many were lost in it. */
export const StripPanel = memo(function StripPanel({ points, waits }: StripPanelProps) {
  return (
    <div data-testid="n-strip">
      <SketchFirst sketch={<StripSketch points={points} />} waits={waits}>
        <ChartedStrip points={points} />
      </SketchFirst>
    </div>
  );
});
