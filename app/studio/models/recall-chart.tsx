"use client";

import { BarChart } from "@mantine/charts";
import { useNumberWords } from "#app/studio/use-number-words.ts";

/** Bars of the share that is found, by expression; the table beneath says the same in words. */
export function RecallChart({ rows }: { rows: { label: string; found: number }[] }) {
  const { percent } = useNumberWords();
  return (
    <div aria-hidden>
      <BarChart
        h={220}
        data={rows}
        dataKey="label"
        series={[{ name: "found", label: "Found", color: "ink.6" }]}
        yAxisProps={{ domain: [0, 1] }}
        valueFormatter={(share) => percent(share)}
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
