"use client";

import { lazy, memo, Suspense } from "react";
import { useInBrowser } from "#app/studio/use-in-browser.ts";
import type { StripPoint } from "#lib/chart/losses.ts";
import { StripSketch } from "./strip-sketch.tsx";

const DrawnStrip = lazy(() => import("./drawn-strip.tsx").then((module) => ({ default: module.DrawnStrip })));

interface StripPanelProps {
  points: readonly StripPoint[];
  /** Only sketched while something above it has still to be drawn. */
  waits: boolean;
}

/** How many viewers every second rests on, and how many were lost in it. */
export const StripPanel = memo(function StripPanel({ points, waits }: StripPanelProps) {
  const inBrowser = useInBrowser();
  const sketch = <StripSketch points={points} />;
  return (
    <div data-testid="n-strip">
      {inBrowser && !waits ? (
        <Suspense fallback={sketch}>
          <DrawnStrip points={points} />
        </Suspense>
      ) : (
        sketch
      )}
    </div>
  );
});
