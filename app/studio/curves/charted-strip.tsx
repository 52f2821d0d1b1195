"use client";

import { memo } from "react";
import { Bar, ComposedChart, ResponsiveContainer, XAxis, YAxis } from "recharts";
import { useNumberWords } from "#app/studio/use-number-words.ts";
import { mostViewers, type StripPoint } from "#lib/chart/losses.ts";
import { AXIS_TEXT } from "./axis-text.ts";
import { PLOT_LEFT_PX, PLOT_RIGHT_PX, STRIP_PX, STRIP_TOP_PX, TIMES_PX } from "./plot-geometry.ts";
import { timeAxis } from "./time-axis.ts";
import { TimeTick } from "./time-tick.tsx";
import { useTimeWindow } from "./use-time-window.ts";

/** The strip by Recharts: the scripts that `StripPanel` fetches. */
export const ChartedStrip = memo(function ChartedStrip({ points }: { points: readonly StripPoint[] }) {
  const { shown } = useTimeWindow();
  const { count } = useNumberWords();
  const rows = points.filter(({ second }) => second + 1 > shown.from && second < shown.to);
  const most = mostViewers(points);
  return (
    <ResponsiveContainer width="100%" height={STRIP_PX} initialDimension={{ width: 640, height: STRIP_PX }}>
      <ComposedChart
        data={rows}
        margin={{ top: STRIP_TOP_PX, right: PLOT_RIGHT_PX, bottom: 0, left: 0 }}
        barCategoryGap={0}
        accessibilityLayer={false}
      >
        <XAxis {...timeAxis(shown)} tick={<TimeTick />} height={TIMES_PX} />
        <YAxis
          width={PLOT_LEFT_PX}
          domain={[0, most]}
          ticks={[0, most]}
          tickFormatter={count}
          tick={AXIS_TEXT}
          tickLine={false}
          axisLine={false}
          allowDecimals={false}
        />
        <Bar dataKey="n" stackId="viewers" fill="var(--reactline-measured)" isAnimationActive={false} />
        <Bar dataKey="lost" stackId="viewers" fill="var(--reactline-lost)" isAnimationActive={false} />
      </ComposedChart>
    </ResponsiveContainer>
  );
});
