"use client";

import { lazy, memo, Suspense } from "react";
import { useInBrowser } from "#app/studio/use-in-browser.ts";
import type { CurvePanelProps } from "./curve-look.ts";
import { CurveSketch } from "./curve-sketch.tsx";
import { OnceDrawn } from "./once-drawn.tsx";

const importDrawing = () => import("./drawn-curves.tsx").then((module) => ({ default: module.DrawnCurves }));
// Recharts is a third of a page's scripts: it comes beside them, not before them, so that the page can be used without.
// Where that fails, it is asked for again when there is something to draw, and it is told there.
if (typeof window !== "undefined") void importDrawing().catch(() => {});
const DrawnCurves = lazy(importDrawing);

interface WaitingPanelProps extends CurvePanelProps {
  /** Only sketched while something above it has still to be drawn. */
  waits?: boolean | undefined;
  /** Told once when the curves stand. */
  onDrawn?: (() => void) | undefined;
}

/**
 * Curves with their bands against the video's time. Straight lines between seconds, gaps where data is missing. Sketched
 * by the server and until Recharts stands.
 */
export const CurvePanel = memo(function CurvePanel({ waits, onDrawn, ...panel }: WaitingPanelProps) {
  const inBrowser = useInBrowser();
  const sketch = <CurveSketch {...panel} />;
  return (
    <div data-testid={panel.testId}>
      {inBrowser && !waits ? (
        <Suspense fallback={sketch}>
          <DrawnCurves {...panel} />
          {onDrawn && <OnceDrawn tell={onDrawn} />}
        </Suspense>
      ) : (
        sketch
      )}
    </div>
  );
});
