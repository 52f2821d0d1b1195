import jStat from "jstat";
import { SCALE } from "#lib/protocol/limits.ts";
import type { Estimate } from "#lib/protocol/timeline.ts";

/**
 * Two-sided 95% quantile of Student's t, by degrees of freedom. Solving it takes many iterations and a chart
 * asks for the same few n hundreds of times. Bounded, because n is whatever the audience happens to be.
 */
const quantiles = new Map<number, number>();
const MAX_QUANTILES = 4_096;

/** The value that |t| passes with probability 0.05; degrees of freedom may be broken, as Welch's are. */
export function criticalT95(degreesOfFreedom: number): number {
  const known = quantiles.get(degreesOfFreedom);
  if (known !== undefined) return known;
  const value = jStat.studentt.inv(0.975, degreesOfFreedom);
  if (quantiles.size >= MAX_QUANTILES) quantiles.clear();
  quantiles.set(degreesOfFreedom, value);
  return value;
}

/**
 * Mean with its 95% interval from additive sums: mean +- t(0.975, n-1) s / sqrt(n), where
 * s^2 = (sum of squares - sum^2 / n) / (n - 1). Inputs are integers in 1/10,000 (sum) and 1/10,000 squared
 * (sumSquares); outputs are in the measure's own unit and are not clamped to its range.
 *
 * Source: Student 1908, "The probable error of a mean", Biometrika 6, 1-25. Throws RangeError when n < 2:
 * one viewer has no interval.
 */
export function meanT95(sum: number, sumSquares: number, n: number): Estimate {
  if (!(n >= 2)) throw new RangeError(`no interval for a mean of n = ${n}`);
  const mean = sum / n;
  const variance = Math.max(0, (sumSquares - (sum * sum) / n) / (n - 1));
  const half = criticalT95(n - 1) * Math.sqrt(variance / n);
  return { value: mean / SCALE, low: (mean - half) / SCALE, high: (mean + half) / SCALE };
}

/** Two-sided p of a t. Source: Student 1908, by jstat's incomplete beta function. */
export function twoSidedP(t: number, degreesOfFreedom: number): number {
  return Number.isFinite(t) ? Math.min(1, 2 * jStat.studentt.cdf(-Math.abs(t), degreesOfFreedom)) : 0;
}
