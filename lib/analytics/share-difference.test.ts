import { describe, expect, it } from "vitest";
import { pairedShareDifference95, shareDifference95 } from "./share-difference.ts";

describe("the difference of two shares", () => {
  it("between viewers has the interval that Newcombe printed for 56 of 70 and 48 of 80", () => {
    const { value, low, high } = shareDifference95({ count: 48, n: 80 }, { count: 56, n: 70 });
    expect(value).toBeCloseTo(0.2, 12);
    expect(low).toBeCloseTo(0.0524, 4);
    expect(high).toBeCloseTo(0.3339, 4);
  });

  it("turned round has the other sign, and is not certain of two groups in which nobody reacts", () => {
    const [a, b] = [
      { count: 48, n: 80 },
      { count: 56, n: 70 },
    ];
    const there = shareDifference95(a, b);
    const back = shareDifference95(b, a);
    expect([back.value, back.low, back.high]).toEqual([
      expect.closeTo(-there.value, 12),
      expect.closeTo(-there.high, 12),
      expect.closeTo(-there.low, 12),
    ]);
    const nobody = shareDifference95({ count: 0, n: 20 }, { count: 0, n: 20 });
    expect(nobody.value).toBe(0);
    expect(nobody.low).toBeLessThan(-0.1);
    expect(nobody.high).toBeGreaterThan(0.1);
  });

  it("within viewers has the interval that Newcombe printed for 36, 12, 2 and 0", () => {
    const { value, low, high } = pairedShareDifference95({ both: 36, onlyA: 2, onlyB: 12, neither: 0 });
    expect(value).toBeCloseTo(0.2, 12);
    expect(low).toBeCloseTo(0.0569, 4);
    expect(high).toBeCloseTo(0.3404, 4);
  });

  it("within viewers is narrower where the same viewers react to both", () => {
    const width = ({ low, high }: { low: number; high: number }) => high - low;
    const same = pairedShareDifference95({ both: 40, onlyA: 5, onlyB: 5, neither: 40 });
    const apart = shareDifference95({ count: 45, n: 90 }, { count: 45, n: 90 });
    expect(same.value).toBe(0);
    expect(width(same)).toBeLessThan(0.6 * width(apart));
  });
});
