import { SCALE } from "#lib/protocol/limits.ts";
import type { Estimate } from "#lib/protocol/timeline.ts";
import { criticalT95 } from "./student-t.ts";
import { wilson95, Z95 } from "./wilson.ts";

/**
 * Mean of viewers' own shares with a 95% interval that stays within 0..1, as Student's does not: Wilson's, of as many
 * yes or no answers as would leave the mean as uncertain as the shares do.
 *
 * effective n = m (1 - m) / (s^2 / n) * (z / t(0.975, n - 1))^2, and at least n: no shares spread more than yes and no,
 * of which this is `wilson95` exactly. Inputs as of `meanT95`; at least two viewers.
 *
 * Source: Korn and Graubard 1998, "Confidence intervals for proportions with small expected number of positive counts
 * estimated from survey data", Survey Methodology 24, 193-201, whose effective n is put into Wilson's interval as in
 * Franco, Little, Louis and Slud 2019, Journal of Survey Statistics and Methodology 7, 334-364.
 */
export function meanShare95(sum: number, sumSquares: number, n: number): Estimate {
  if (!(n >= 2)) throw new RangeError(`no interval for a mean of n = ${n}`);
  const mean = sum / n / SCALE;
  const error = Math.max(0, (sumSquares - (sum * sum) / n) / (n - 1) / n) / SCALE ** 2;
  const spread = mean * (1 - mean);
  // Only Wilson's n tells how sure it is that nobody, or that everybody, reacts.
  if (spread <= 0) return wilson95(mean <= 0 ? 0 : n, n);
  if (error < LEAST_ERROR) return { value: mean, low: mean, high: mean };
  const effective = Math.max(n, (spread / error) * (Z95 / criticalT95(n - 1)) ** 2);
  return { ...wilson95(mean * effective, effective), value: mean };
}

/** No smaller error occurs but by rounding, where all viewers are alike. */
const LEAST_ERROR = 1e-17;
