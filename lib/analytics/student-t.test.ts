import { describe, expect, it } from "vitest";
import { meanT95 } from "./student-t.ts";

const sumsOf = (values: number[]) =>
  [values.reduce((a, b) => a + b, 0), values.reduce((a, b) => a + b * b, 0), values.length] as const;

describe("meanT95", () => {
  it("gives the interval that the formula gives by hand for five viewers", () => {
    // 0.1 … 0.5: mean 0.3, s^2 = 0.1/4 = 0.025, t(0.975, 4) = 2.776445, half = 2.776445 * sqrt(0.025/5) = 0.196324.
    const { value, low, high } = meanT95(...sumsOf([1_000, 2_000, 3_000, 4_000, 5_000]));
    expect(value).toBeCloseTo(0.3, 10);
    expect(low).toBeCloseTo(0.103676, 5);
    expect(high).toBeCloseTo(0.496324, 5);
  });

  it("has no width when all viewers agree", () => {
    expect(meanT95(...sumsOf([-2_500, -2_500, -2_500]))).toEqual({ value: -0.25, low: -0.25, high: -0.25 });
  });

  it("approaches the normal quantile for many viewers", () => {
    // 0 and 1 in halves, n = 20,000: s = 0.5, half = 1.96 * 0.5 / sqrt(20,000) = 0.0069.
    const { low, high } = meanT95(10_000 * 10_000, 10_000 * 10_000 ** 2, 20_000);
    expect((high - low) / 2).toBeCloseTo(0.00693, 5);
  });

  it("refuses an interval for one viewer", () => {
    expect(() => meanT95(5_000, 25_000_000, 1)).toThrow(RangeError);
  });
});
