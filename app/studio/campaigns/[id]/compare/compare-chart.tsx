"use client";

import {
  Area,
  CartesianGrid,
  ComposedChart,
  Line,
  ReferenceArea,
  ReferenceLine,
  ResponsiveContainer,
  XAxis,
  YAxis,
} from "recharts";
import { PLOT_LEFT_PX, PLOT_RIGHT_PX } from "#app/studio/curves/plot-geometry.ts";
import { clockTime, signedScore } from "#lib/chart/axis-format.ts";
import { timeTicks } from "#lib/chart/domain.ts";
import type { Estimate } from "#lib/protocol/timeline.ts";

/** One line with its band; an entry a second, null is a gap. */
export interface ComparedLine {
  key: string;
  colour: string;
  estimates: readonly (Estimate | null)[];
  dashed?: boolean;
}

interface CompareChartProps {
  label: string;
  testId: string;
  lines: readonly ComparedLine[];
  spans: readonly { from: number; to: number }[];
  heightPx: number;
}

const AXIS_TEXT = { fontSize: 11, fill: "var(--mantine-color-dimmed)" };

/** Lines with their bands against the films' common time, the called spans behind them. Gaps where data is missing. */
export function CompareChart({ label, testId, lines, spans, heightPx }: CompareChartProps) {
  const seconds = lines[0]?.estimates.length ?? 0;
  const rows = Array.from({ length: seconds }, (_, second) => ({ second, at: second + 0.5 }));
  type Row = (typeof rows)[number];
  return (
    <div role="img" aria-label={label} data-testid={testId}>
      <ResponsiveContainer width="100%" height={heightPx} initialDimension={{ width: 640, height: heightPx }}>
        <ComposedChart
          data={rows}
          margin={{ top: 8, right: PLOT_RIGHT_PX, bottom: 0, left: 0 }}
          accessibilityLayer={false}
        >
          <CartesianGrid vertical={false} stroke="var(--reactline-hairline)" />
          <XAxis
            dataKey="at"
            type="number"
            domain={[0, seconds]}
            ticks={timeTicks({ from: 0, to: seconds }, 7)}
            tickFormatter={clockTime}
            tick={AXIS_TEXT}
            tickLine={false}
            height={24}
          />
          <YAxis
            width={PLOT_LEFT_PX}
            tickFormatter={signedScore}
            tick={AXIS_TEXT}
            tickLine={false}
            axisLine={false}
          />
          {spans.map(({ from, to }) => (
            <ReferenceArea
              key={from}
              x1={from}
              x2={to}
              fill="var(--mantine-color-text)"
              fillOpacity={0.09}
              className="called-span"
            />
          ))}
          <ReferenceLine y={0} stroke="var(--mantine-color-dimmed)" strokeOpacity={0.6} />
          {lines.map(({ key, colour, estimates }) => (
            <Area
              key={`${key}-band`}
              dataKey={({ second }: Row) => band(estimates[second])}
              type="linear"
              stroke="none"
              fill={colour}
              fillOpacity={0.15}
              activeDot={false}
              isAnimationActive={false}
              connectNulls={false}
            />
          ))}
          {lines.map(({ key, colour, estimates, dashed }) => (
            <Line
              key={`${key}-line`}
              dataKey={({ second }: Row) => estimates[second]?.value ?? null}
              type="linear"
              stroke={colour}
              strokeWidth={2}
              {...(dashed ? { strokeDasharray: "6 4" } : {})}
              dot={false}
              activeDot={false}
              isAnimationActive={false}
              connectNulls={false}
            />
          ))}
        </ComposedChart>
      </ResponsiveContainer>
    </div>
  );
}

function band(estimate: Estimate | null | undefined): [number, number] | null {
  return estimate ? [estimate.low, estimate.high] : null;
}
