import type { Estimate } from "#lib/protocol/timeline.ts";

/** The 97.5% quantile of the standard normal distribution. */
export const Z95 = 1.959963984540054;

/**
 * Share `count / n` with its 95% Wilson score interval, all in 0..1. Neither need be whole.
 *
 * centre = (p + z^2/2n) / (1 + z^2/n), half = z sqrt(p(1-p)/n + z^2/4n^2) / (1 + z^2/n)
 *
 * Source: Wilson 1927, "Probable inference, the law of succession, and statistical inference", JASA 22,
 * 209-212; without continuity correction. Throws RangeError unless 0 <= count <= n and n >= 1.
 */
export function wilson95(count: number, n: number): Estimate {
  if (!(n >= 1 && count >= 0 && count <= n)) throw new RangeError(`no share of ${count} in ${n}`);
  const share = count / n;
  const scale = 1 + (Z95 * Z95) / n;
  const centre = (share + (Z95 * Z95) / (2 * n)) / scale;
  const half = (Z95 * Math.sqrt((share * (1 - share)) / n + (Z95 * Z95) / (4 * n * n))) / scale;
  return {
    value: share,
    // At the ends the formula gives exactly 0 and 1; floating point misses them by an ulp.
    low: count === 0 ? 0 : Math.max(0, centre - half),
    high: count === n ? 1 : Math.min(1, centre + half),
  };
}

/** A share of `n` viewers with an interval that reaches at least as far as that of nobody of them, and of everybody. */
export function reachingAlike({ value, low, high }: Estimate, n: number): Estimate {
  return { value, low: Math.min(low, wilson95(n, n).low), high: Math.max(high, wilson95(0, n).high) };
}
