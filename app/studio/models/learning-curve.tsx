"use client";

import { LineChart } from "@mantine/charts";
import { useNumberWords } from "#app/studio/use-number-words.ts";
import type { CurveRow } from "#models/training-report.ts";

/** Accuracy pass by pass; lines differ in dashes too. The table beneath says the same in numbers. */
export function LearningCurve({ rows }: { rows: CurveRow[] }) {
  const { decimal } = useNumberWords();
  return (
    <div aria-hidden>
      <LineChart
        h={260}
        data={rows}
        dataKey="epoch"
        series={[
          { name: "trainAccuracy", label: "Training", color: "ink.9" },
          { name: "valAccuracy", label: "Validation", color: "blue.7", strokeDasharray: "6 3" },
          { name: "valBalanced", label: "Validation, balanced", color: "orange.8", strokeDasharray: "2 3" },
        ]}
        yAxisProps={{ domain: [0, 1] }}
        valueFormatter={(value) => decimal(value)}
        xAxisLabel="Pass"
        withLegend
        withDots={false}
        curveType="linear"
        tickLine="none"
        lineProps={{ isAnimationActive: false }}
        lineChartProps={{ accessibilityLayer: false }}
      />
    </div>
  );
}
