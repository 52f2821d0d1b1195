import type { ReactNode } from "react";
import classes from "./curves.module.css";
import { useTimeWindow } from "./use-time-window.ts";

interface PlotSketchProps {
  heightPx: number;
  /** From the picture's edge to the plot's largest and smallest value, px. */
  topPx: number;
  bottomPx: number;
  /** From the picture's lower edge to the axis of times, px. */
  axisPx: number;
  domain: readonly [number, number];
  /** Values that are written beside the plot. */
  ticks: readonly number[];
  formatValue: (value: number) => string;
  /** Shapes of an SVG: seconds of the film across, `shareDown` from the top. */
  children: ReactNode;
}

/**
 * A plot as the server can draw it, which knows no width: in the geometry of the chart that Recharts will put in its place.
 * It lacks the times below it, which need to know how many have room.
 */
export function PlotSketch(props: PlotSketchProps) {
  const { heightPx, topPx, bottomPx, axisPx, domain, ticks, formatValue, children } = props;
  const { shown } = useTimeWindow();
  const plotPx = heightPx - topPx - bottomPx;
  return (
    <div className={classes.sketch} style={{ height: heightPx }}>
      <svg
        viewBox={`${shown.from} 0 ${shown.to - shown.from} 1`}
        preserveAspectRatio="none"
        style={{ top: topPx, height: plotPx }}
        aria-hidden="true"
      >
        {children}
      </svg>
      <i style={{ bottom: axisPx }} />
      {ticks.map((value) => (
        <span key={value} style={{ top: topPx + shareDown(domain, value) * plotPx }} aria-hidden="true">
          {formatValue(value)}
        </span>
      ))}
    </div>
  );
}

/** Where a value lies between the plot's largest, 0, and its smallest, 1. */
export function shareDown([low, high]: readonly [number, number], value: number): number {
  return Number(((high - value) / (high - low)).toFixed(4));
}
