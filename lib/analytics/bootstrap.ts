import { quantileSorted } from "simple-statistics";
import type { Estimate } from "#lib/protocol/timeline.ts";
import { seededRandom } from "./seeded-random.ts";

export const BOOTSTRAP_DRAWS = 2_000;
/** Draws that are summed together: a unit's row is read once for all of them. */
const TOGETHER = 8;

/**
 * Draws `units` rows with replacement, BOOTSTRAP_DRAWS times, and calls `visit` with the sum of the rows drawn: every
 * statistic that is a function of sums follows from it. `rows` holds the units' rows of `width` numbers, end to end.
 * The seed decides every draw.
 */
export function bootstrapSums(
  rows: Float64Array,
  width: number,
  seed: string,
  visit: (sums: Float64Array, draw: number) => void,
): void {
  const units = width === 0 ? 0 : rows.length / width;
  if (units === 0) return;
  const { uniform } = seededRandom(seed);
  const times = new Uint16Array(TOGETHER * units);
  const sums = new Float64Array(TOGETHER * width);
  for (let first = 0; first < BOOTSTRAP_DRAWS; first += TOGETHER) {
    times.fill(0);
    sums.fill(0);
    const draws = Math.min(TOGETHER, BOOTSTRAP_DRAWS - first);
    for (let draw = 0; draw < draws; draw++) {
      for (let i = 0; i < units; i++) times[draw * units + Math.floor(uniform() * units)]! += 1;
    }
    for (let unit = 0; unit < units; unit++) {
      for (let draw = 0; draw < draws; draw++) {
        const weight = times[draw * units + unit]!;
        if (weight > 0) addRow(sums, draw * width, rows, unit * width, width, weight);
      }
    }
    for (let draw = 0; draw < draws; draw++) {
      visit(sums.subarray(draw * width, (draw + 1) * width), first + draw);
    }
  }
}

function addRow(
  into: Float64Array,
  to: number,
  from: Float64Array,
  at: number,
  width: number,
  weight: number,
): void {
  for (let i = 0; i < width; i++) into[to + i]! += weight * from[at + i]!;
}

/**
 * The percentile interval of 95% (Efron 1979, Annals of Statistics 7, 1-26; quantiles by linear interpolation),
 * widened to hold the value itself, which all draws of a peak may exceed. Draws that gave no value (NaN) are left
 * out; null when none gave one.
 */
export function percentileInterval(value: number, draws: Float64Array): Estimate | null {
  const sorted = Array.from(draws.filter((draw) => !Number.isNaN(draw)).sort());
  if (sorted.length === 0 || Number.isNaN(value)) return null;
  return {
    value,
    low: Math.min(value, quantileSorted(sorted, 0.025)),
    high: Math.max(value, quantileSorted(sorted, 0.975)),
  };
}
