"use client";

import { BarChart } from "@mantine/charts";

/** Bars of the share that is found, by expression; the table beneath says the same in words. */
export function RecallChart({ rows }: { rows: { label: string; percent: number }[] }) {
  return (
    <div aria-hidden>
      <BarChart
        h={220}
        data={rows}
        dataKey="label"
        series={[{ name: "percent", label: "Found", color: "ink.6" }]}
        unit="%"
        yAxisProps={{ domain: [0, 100] }}
        withBarValueLabel
        withTooltip={false}
        tickLine="none"
        gridAxis="y"
        barProps={{ isAnimationActive: false }}
        barChartProps={{ accessibilityLayer: false }}
      />
    </div>
  );
}
