"use client";

import { memo } from "react";
import { Bar, ComposedChart, ResponsiveContainer, XAxis, YAxis } from "recharts";
import { timeTicks } from "#lib/chart/domain.ts";
import type { StripPoint } from "#lib/chart/losses.ts";
import { PLOT_LEFT_PX, PLOT_RIGHT_PX } from "./plot-geometry.ts";
import { TimeTick } from "./time-tick.tsx";
import { useTimeWindow } from "./use-time-window.ts";

const AXIS_TEXT = { fontSize: 11, fill: "var(--mantine-color-dimmed)" };
export const STRIP_HEIGHT_PX = 72;

interface StripPanelProps {
  points: readonly StripPoint[];
}

/** How many viewers every second rests on, and how many were lost in it. */
export const StripPanel = memo(function StripPanel({ points }: StripPanelProps) {
  const { shown } = useTimeWindow();
  const rows = points.filter(({ second }) => second + 1 > shown.from && second < shown.to);
  const most = points.reduce((max, { n, lost }) => Math.max(max, n + lost), 1);
  return (
    <div data-testid="n-strip">
      <ResponsiveContainer
        width="100%"
        height={STRIP_HEIGHT_PX}
        initialDimension={{ width: 640, height: STRIP_HEIGHT_PX }}
      >
        <ComposedChart
          data={rows}
          margin={{ top: 6, right: PLOT_RIGHT_PX, bottom: 0, left: 0 }}
          barCategoryGap={0}
          accessibilityLayer={false}
        >
          <XAxis
            dataKey="atSeconds"
            type="number"
            domain={[shown.from, shown.to]}
            ticks={timeTicks(shown, 7)}
            allowDataOverflow
            tick={<TimeTick />}
            height={24}
            tickLine={false}
            axisLine={{ stroke: "var(--mantine-color-default-border)" }}
            minTickGap={26}
          />
          <YAxis
            width={PLOT_LEFT_PX}
            domain={[0, most]}
            ticks={[0, most]}
            tick={AXIS_TEXT}
            tickLine={false}
            axisLine={false}
            allowDecimals={false}
          />
          <Bar dataKey="n" stackId="viewers" fill="var(--reactline-measured)" isAnimationActive={false} />
          <Bar dataKey="lost" stackId="viewers" fill="var(--reactline-lost)" isAnimationActive={false} />
        </ComposedChart>
      </ResponsiveContainer>
    </div>
  );
});
