import { timeTicks } from "#lib/chart/domain.ts";
import type { TimeWindow } from "#lib/chart/time-window.ts";

/** Recharts' axis of the film's time, the same in every chart of a stack. */
export function timeAxis(shown: TimeWindow) {
  return {
    dataKey: "atSeconds",
    type: "number" as const,
    domain: [shown.from, shown.to],
    ticks: timeTicks(shown, 7),
    allowDataOverflow: true,
    tickLine: false,
    axisLine: { stroke: "var(--mantine-color-default-border)" },
    minTickGap: 26,
  };
}
