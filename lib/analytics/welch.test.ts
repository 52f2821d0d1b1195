import { describe, expect, it } from "vitest";
import { criticalT95 } from "./student-t.ts";
import { formingPairedT, formingWelchT, quickCriticalT95, welchT95 } from "./welch.ts";

const sums = (values: readonly number[]) => ({
  n: values.length,
  sum: values.reduce((a, b) => a + b, 0),
  sumSquares: values.reduce((a, b) => a + b * b, 0),
});

describe("Welch's t", () => {
  // scipy.stats.ttest_ind([30, 22, 41, 28, 35, 19], [12, 15, 11, 19, 14], equal_var=False): t = 4.15616, df = 6.65643.
  const a = sums([12, 15, 11, 19, 14]);
  const b = sums([30, 22, 41, 28, 35, 19]);

  it("is the statistic of b - a where it passes the two-sided 5% point", () => {
    expect(formingWelchT(a.n, a.sum, a.sumSquares, b.n, b.sum, b.sumSquares)).toBeCloseTo(4.15616, 4);
  });

  it("is 0 where it does not, below five viewers, and where nothing varies", () => {
    const near = sums([12, 15, 11, 19, 15]);
    expect(formingWelchT(a.n, a.sum, a.sumSquares, near.n, near.sum, near.sumSquares)).toBe(0);
    expect(formingWelchT(4, 40, 400.5, b.n, b.sum, b.sumSquares)).toBe(0);
    expect(formingWelchT(5, 50, 500, 5, 100, 2_000)).toBe(0);
  });

  it("gives the difference with its interval", () => {
    const { value, low, high } = welchT95(a, b);
    expect(value * 10_000).toBeCloseTo(14.9667, 3);
    // The same call, confidence_interval().
    expect(low * 10_000).toBeCloseTo(6.36155, 4);
    expect(high * 10_000).toBeCloseTo(23.57178, 4);
  });

  it("is the paired t against 0", () => {
    // scipy.stats.ttest_1samp([3, 5, 1, 4, 6, 2], 0): t = 4.5826.
    const d = sums([3, 5, 1, 4, 6, 2]);
    expect(formingPairedT(d.n, d.sum, d.sumSquares)).toBeCloseTo(4.5826, 3);
    expect(formingPairedT(4, d.sum, d.sumSquares)).toBe(0);
  });
});

it("the quick 5% point agrees with the exact one, for broken degrees of freedom too", () => {
  for (const df of [4, 4.5, 6.7, 10, 33.3, 120, 399.5, 400, 800, 5_000]) {
    expect(Math.abs(quickCriticalT95(df) - criticalT95(df)), `df ${df}`).toBeLessThan(5e-3);
  }
});
