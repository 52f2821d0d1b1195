import type { Curve } from "./series.ts";
import type { TimeWindow } from "./time-window.ts";

const STEP = 0.1;
/** Guards against 0.30000000000000004 / 0.1 rounding up by one step. */
const SLACK = 1e-9;

/**
 * Vertical range that holds every value and band of `curves`, on whole tenths, at least [0, 0.2] so that a
 * quiet video does not look dramatic. `floor` and `ceiling` are the measure's own limits.
 */
export function valueDomain(
  curves: readonly Curve[],
  limits: { floor: number; ceiling: number },
): [number, number] {
  let low = 0;
  let high = 2 * STEP;
  for (const curve of curves) {
    for (const { value, band } of curve) {
      if (value === null) continue;
      low = Math.min(low, value, band?.[0] ?? value);
      high = Math.max(high, value, band?.[1] ?? value);
    }
  }
  return [
    Math.max(limits.floor, -Math.ceil(-low / STEP - SLACK) * STEP || 0),
    Math.min(limits.ceiling, Math.ceil(high / STEP - SLACK) * STEP),
  ];
}

/** Ticks from `low` to `high` in at most `most` steps of a round size, always with zero where it is inside. */
export function valueTicks([low, high]: readonly [number, number], most: number): number[] {
  const steps = [0.05, 0.1, 0.2, 0.25, 0.5, 1];
  const step = steps.find((candidate) => (high - low) / candidate <= most + SLACK) ?? 1;
  const ticks: number[] = [];
  for (let k = Math.ceil(low / step - SLACK); k * step <= high + SLACK; k++) {
    ticks.push(Number((k * step).toFixed(4)));
  }
  return ticks;
}

/** Positions in the video to label: at most `most` in the window, on steps that people count in. */
export function timeTicks({ from, to }: TimeWindow, most: number): number[] {
  const steps = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600];
  const step = steps.find((candidate) => (to - from) / candidate <= most) ?? 600;
  const first = Math.ceil(from / step - SLACK);
  return Array.from({ length: Math.floor(to / step + SLACK) - first + 1 }, (_, k) => (first + k) * step);
}
