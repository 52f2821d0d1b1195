"use client";

import { memo } from "react";
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
import { timeTicks, valueTicks } from "#lib/chart/domain.ts";
import type { Curve } from "#lib/chart/series.ts";
import { LoneDot } from "./lone-dot.tsx";
import { PLOT_LEFT_PX, PLOT_RIGHT_PX } from "./plot-geometry.ts";
import { TimeTick } from "./time-tick.tsx";
import { useTimeWindow } from "./use-time-window.ts";

export interface DrawnCurve {
  key: string;
  curve: Curve;
  /** Any CSS colour; a variable follows the colour scheme without drawing again. */
  colour: string;
  dash: string | null;
  prominent: boolean;
}

interface CurvePanelProps {
  curves: readonly DrawnCurve[];
  domain: readonly [number, number];
  heightPx: number;
  formatValue: (value: number) => string;
  showTimes: boolean;
  /** Spans of whole seconds that are shaded behind the curves. */
  spans?: readonly { from: number; to: number }[];
  testId?: string;
}

const AXIS_TEXT = { fontSize: 11, fill: "var(--mantine-color-dimmed)" };

/** Seven bands lie over each other where nothing happens; faint ones leave the lines readable. */
const BAND_OPACITY = { prominent: 0.15, other: 0.045 } as const;

/** Curves with their bands against the video's time. Straight lines between seconds, gaps where data is missing. */
export const CurvePanel = memo(function CurvePanel(props: CurvePanelProps) {
  const { curves, domain, heightPx, formatValue, showTimes } = props;
  const { shown } = useTimeWindow();
  const rows = (curves[0]?.curve ?? [])
    .map(({ atSeconds }, index) => ({ atSeconds, index }))
    // One beyond either edge, so that lines run out of the picture.
    .filter(({ atSeconds }) => atSeconds >= shown.from - 1.5 && atSeconds <= shown.to + 1.5);
  type Row = (typeof rows)[number];
  return (
    <div data-testid={props.testId}>
      <ResponsiveContainer width="100%" height={heightPx} initialDimension={{ width: 640, height: heightPx }}>
        <ComposedChart
          data={rows}
          margin={{ top: 8, right: PLOT_RIGHT_PX, bottom: showTimes ? 0 : 6, left: 0 }}
          accessibilityLayer={false}
        >
          <CartesianGrid vertical={false} stroke="var(--reactline-hairline)" />
          <XAxis
            dataKey="atSeconds"
            type="number"
            domain={[shown.from, shown.to]}
            ticks={timeTicks(shown, 7)}
            allowDataOverflow
            tick={showTimes ? <TimeTick /> : false}
            height={showTimes ? 24 : 1}
            tickLine={false}
            axisLine={{ stroke: "var(--mantine-color-default-border)" }}
            minTickGap={26}
          />
          <YAxis
            width={PLOT_LEFT_PX}
            domain={[domain[0], domain[1]]}
            ticks={valueTicks(domain, Math.min(5, Math.floor(heightPx / 28)))}
            tickFormatter={(value: number) => formatValue(value)}
            tick={AXIS_TEXT}
            tickLine={false}
            axisLine={false}
            interval={0}
            padding={{ top: 3, bottom: 3 }}
            allowDataOverflow
          />
          {props.spans?.map(({ from, to }) => (
            <ReferenceArea
              key={`${from}-${to}`}
              x1={Math.max(from, shown.from)}
              x2={Math.min(to, shown.to)}
              fill="var(--mantine-color-text)"
              fillOpacity={0.09}
            />
          ))}
          {domain[0] < 0 && <ReferenceLine y={0} stroke="var(--mantine-color-dimmed)" strokeOpacity={0.6} />}
          {curves.map(({ key, curve, colour, prominent }) => (
            <Area
              key={`${key}-band`}
              className={`curve-${key}`}
              dataKey={(row: Row) => curve[row.index]?.band ?? null}
              type="linear"
              stroke="none"
              fill={colour}
              fillOpacity={prominent ? BAND_OPACITY.prominent : BAND_OPACITY.other}
              activeDot={false}
              isAnimationActive={false}
              connectNulls={false}
            />
          ))}
          {curves.map(({ key, curve, colour, dash, prominent }) => (
            <Line
              key={`${key}-line`}
              className={`curve-${key}`}
              dataKey={(row: Row) => curve[row.index]?.value ?? null}
              type="linear"
              stroke={colour}
              strokeWidth={prominent ? 2.5 : 1.75}
              {...(dash === null ? {} : { strokeDasharray: dash })}
              dot={<LoneDot rows={rows} curve={curve} />}
              activeDot={false}
              isAnimationActive={false}
              connectNulls={false}
            />
          ))}
        </ComposedChart>
      </ResponsiveContainer>
    </div>
  );
});
