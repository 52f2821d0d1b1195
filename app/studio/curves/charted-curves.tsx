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
import { valueTicks } from "#lib/chart/domain.ts";
import { AXIS_TEXT } from "./axis-text.ts";
import { BAND_OPACITY, type CurvePanelProps, LINE_WIDTH_PX } from "./curve-look.ts";
import { LoneDot } from "./lone-dot.tsx";
import {
  PLOT_BOTTOM_PX,
  PLOT_LEFT_PX,
  PLOT_PADDING_PX,
  PLOT_RIGHT_PX,
  PLOT_TOP_PX,
  TIMES_PX,
  valueTickCount,
} from "./plot-geometry.ts";
import { timeAxis } from "./time-axis.ts";
import { TimeTick } from "./time-tick.tsx";
import { useTimeWindow } from "./use-time-window.ts";

/** A panel's curves by Recharts: the scripts that `CurvePanel` fetches. */
export const ChartedCurves = memo(function ChartedCurves(props: CurvePanelProps) {
  const { curves, domain, heightPx, formatValue, showTimes } = props;
  const { shown } = useTimeWindow();
  const rows = (curves[0]?.curve ?? [])
    .map(({ atSeconds }, index) => ({ atSeconds, index }))
    // One beyond either edge, so that lines run out of the picture.
    .filter(({ atSeconds }) => atSeconds >= shown.from - 1.5 && atSeconds <= shown.to + 1.5);
  type Row = (typeof rows)[number];
  return (
    <ResponsiveContainer width="100%" height={heightPx} initialDimension={{ width: 640, height: heightPx }}>
      <ComposedChart
        data={rows}
        margin={{ top: PLOT_TOP_PX, right: PLOT_RIGHT_PX, bottom: showTimes ? 0 : PLOT_BOTTOM_PX, left: 0 }}
        accessibilityLayer={false}
      >
        <CartesianGrid vertical={false} stroke="var(--reactline-hairline)" />
        <XAxis
          {...timeAxis(shown)}
          tick={showTimes ? <TimeTick /> : false}
          height={showTimes ? TIMES_PX : 1}
        />
        <YAxis
          width={PLOT_LEFT_PX}
          domain={[domain[0], domain[1]]}
          ticks={valueTicks(domain, valueTickCount(heightPx))}
          tickFormatter={(value: number) => formatValue(value)}
          tick={AXIS_TEXT}
          tickLine={false}
          axisLine={false}
          interval={0}
          padding={{ top: PLOT_PADDING_PX, bottom: PLOT_PADDING_PX }}
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
            strokeWidth={prominent ? LINE_WIDTH_PX.prominent : LINE_WIDTH_PX.other}
            {...(dash === null ? {} : { strokeDasharray: dash })}
            dot={<LoneDot rows={rows} curve={curve} />}
            activeDot={false}
            isAnimationActive={false}
            connectNulls={false}
          />
        ))}
      </ComposedChart>
    </ResponsiveContainer>
  );
});
