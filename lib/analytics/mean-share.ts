import { SCALE } from "#lib/protocol/limits.ts";
import type { Estimate } from "#lib/protocol/timeline.ts";
import { criticalT95 } from "./student-t.ts";
import { reachingAlike, wilson95, Z95 } from "./wilson.ts";

/**
 * Mean of viewers' own shares with a 95% interval that stays within 0..1, as Student's does not: Wilson's, of as many
 * yes or no answers as would leave the mean as uncertain as the shares do.
 *
 * effective n = m (1 - m) / (s^2 / n) * (z / t(0.975, n - 1))^2, and at least n: no shares spread more than yes and no,
 * of which this is `wilson95` exactly. It reaches at least as far as that of n viewers of whom nobody reacts, and everybody:
 * who was seen once and for a moment is no less rare than who was not seen at all, but the spread of so few says so.
 * Inputs as of `meanT95`; at least two viewers.
 *
 * Source: Korn and Graubard 1998, "Confidence intervals for proportions with small expected number of positive counts
 * estimated from survey data", Survey Methodology 24, 193-201, whose effective n is put into Wilson's interval as in
 * Franco, Little, Louis and Slud 2019, Journal of Survey Statistics and Methodology 7, 334-364.
 */
export function meanShare95(sum: number, sumSquares: number, n: number): Estimate {
  if (!(n >= 2)) throw new RangeError(`no interval for a mean of n = ${n}`);
  const mean = sum / n / SCALE;
  const error = Math.max(0, (sumSquares - (sum * sum) / n) / (n - 1) / n) / SCALE ** 2;
  const { low, high } =
    error < LEAST_ERROR
      ? { low: mean, high: mean }
      : ofEffectiveN(mean, error * (criticalT95(n - 1) / Z95) ** 2, n);
  return reachingAlike({ value: mean, low, high }, n);
}

function ofEffectiveN(mean: number, variance: number, n: number): Estimate {
  const effective = Math.max(n, (mean * (1 - mean)) / variance);
  return wilson95(mean * effective, effective);
}

/** No smaller error occurs but by rounding, where all viewers are alike. */
const LEAST_ERROR = 1e-17;
