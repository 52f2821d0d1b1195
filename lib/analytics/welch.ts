import { MIN_AUDIENCE, SCALE } from "#lib/protocol/limits.ts";
import type { Estimate } from "#lib/protocol/timeline.ts";
import { criticalT95 } from "./student-t.ts";
import { Z95 } from "./wilson.ts";

/** Solved once for whole degrees of freedom up to here; above, Cornish and Fisher's expansion is exact to 1e-7. */
const SOLVED = 400;
let solved: Float64Array | null = null;

/** `criticalT95` for any degrees of freedom of at least 1, millions of times: linear in 1/df between whole ones. */
export function quickCriticalT95(df: number): number {
  if (df >= SOLVED) {
    return Z95 + (Z95 ** 3 + Z95) / (4 * df) + (5 * Z95 ** 5 + 16 * Z95 ** 3 + 3 * Z95) / (96 * df * df);
  }
  solved ??= Float64Array.from({ length: SOLVED + 1 }, (_, n) => (n === 0 ? Infinity : criticalT95(n)));
  const low = Math.max(1, Math.floor(df));
  const share = (1 / low - 1 / Math.max(low, df)) / (1 / low - 1 / (low + 1));
  return solved[low]! + share * (solved[low + 1]! - solved[low]!);
}

/**
 * t of the difference of two means, b - a, of unequal variances, from additive sums; 0 where it is not past the
 * two-sided 5% point, where a group has fewer than MIN_AUDIENCE viewers, or where nothing varies.
 *
 * t = (mB - mA) / sqrt(vA/nA + vB/nB), df = (vA/nA + vB/nB)^2 / ((vA/nA)^2/(nA-1) + (vB/nB)^2/(nB-1))
 *
 * Source: Welch 1947, "The generalization of Student's problem when several different population variances are
 * involved", Biometrika 34, 28-35.
 */
export function formingWelchT(
  nA: number,
  sumA: number,
  squaresA: number,
  nB: number,
  sumB: number,
  squaresB: number,
): number {
  if (nA < MIN_AUDIENCE || nB < MIN_AUDIENCE) return 0;
  const errorA = (squaresA - (sumA * sumA) / nA) / (nA - 1) / nA;
  const errorB = (squaresB - (sumB * sumB) / nB) / (nB - 1) / nB;
  const error = errorA + errorB;
  if (!(error > LEAST_ERROR)) return 0;
  const t = (sumB / nB - sumA / nA) / Math.sqrt(error);
  if (t < Z95 && t > -Z95) return 0;
  const df = (error * error) / ((errorA * errorA) / (nA - 1) + (errorB * errorB) / (nB - 1));
  return Math.abs(t) > quickCriticalT95(df) ? t : 0;
}

/** As `formingWelchT` of one mean against 0: the paired t of differences. */
export function formingPairedT(n: number, sum: number, squares: number): number {
  if (n < MIN_AUDIENCE) return 0;
  const error = (squares - (sum * sum) / n) / (n - 1) / n;
  if (!(error > LEAST_ERROR)) return 0;
  const t = sum / n / Math.sqrt(error);
  if (t < Z95 && t > -Z95) return 0;
  return Math.abs(t) > quickCriticalT95(n - 1) ? t : 0;
}

/** Of integers in 1/10,000 no smaller error occurs but by rounding, where all viewers are alike. */
const LEAST_ERROR = 1e-9;

/** The difference b - a of two means with Welch's 95% interval, from sums in 1/10,000; at least two viewers each. */
export function welchT95(a: Sums, b: Sums): Estimate {
  const errorOf = ({ n, sum, sumSquares }: Sums) => Math.max(0, (sumSquares - (sum * sum) / n) / (n - 1) / n);
  const errorA = errorOf(a);
  const errorB = errorOf(b);
  const error = errorA + errorB;
  const value = b.sum / b.n - a.sum / a.n;
  const df = (error * error) / ((errorA * errorA) / (a.n - 1) + (errorB * errorB) / (b.n - 1));
  // Solving it exactly takes long; above 30 degrees of freedom the quick one differs in the sixth digit.
  const critical = df < 30 ? criticalT95(df) : quickCriticalT95(df);
  const half = error > LEAST_ERROR ? critical * Math.sqrt(error) : 0;
  return { value: value / SCALE, low: (value - half) / SCALE, high: (value + half) / SCALE };
}

interface Sums {
  n: number;
  sum: number;
  sumSquares: number;
}
