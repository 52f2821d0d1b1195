import { describe, expect, it } from "vitest";
import { wilson95 } from "./wilson.ts";

describe("wilson95", () => {
  it("gives the interval that the formula gives by hand for 8 in 20", () => {
    // z = 1.96: centre (0.4 + 3.8415/40) / (1 + 3.8415/20) = 0.49604 / 1.19207 = 0.41612,
    // half 1.96 * sqrt(0.24/20 + 3.8415/1600) / 1.19207 = 1.96 * 0.12001 / 1.19207 = 0.19731.
    const { value, low, high } = wilson95(8, 20);
    expect(value).toBe(0.4);
    expect(low).toBeCloseTo(0.2188, 4);
    expect(high).toBeCloseTo(0.6134, 4);
  });

  it("reaches from exactly 0 when nobody reacts, with a bound above it", () => {
    // z^2 / (n + z^2) = 3.8415 / 13.8415
    const { low, high } = wilson95(0, 10);
    expect(low).toBe(0);
    expect(high).toBeCloseTo(0.2775, 4);
  });

  it("reaches to exactly 1 when everybody does", () => {
    const { low, high } = wilson95(10, 10);
    expect(low).toBeCloseTo(0.7225, 4);
    expect(high).toBe(1);
  });

  it("refuses a share of nobody and a share above one", () => {
    expect(() => wilson95(0, 0)).toThrow(RangeError);
    expect(() => wilson95(3, 2)).toThrow(RangeError);
  });
});
