import { describe, expect, it } from "vitest";
import { meanShare95 } from "./mean-share.ts";
import { differenceOfShares } from "./share-difference.ts";
import { meanT95 } from "./student-t.ts";
import { wilson95 } from "./wilson.ts";

/** Arguments for shares 0..1 of viewers. */
const sumsOf = (shares: readonly number[]): [number, number, number] => {
  const values = shares.map((share) => share * 10_000);
  return [
    values.reduce((sum, value) => sum + value, 0),
    values.reduce((sum, value) => sum + value * value, 0),
    values.length,
  ];
};
const rare = [0, 0, 0, 0, 0, 0.2, 0.1, 0, 0, 0.4];

describe("the mean of viewers' shares", () => {
  it("keeps its interval within 0 to 1, where Student's does not", () => {
    const { value, low, high } = meanShare95(...sumsOf(rare));
    expect(meanT95(...sumsOf(rare)).low).toBeLessThan(-0.02);
    expect(value).toBeCloseTo(0.07, 12);
    // Effective n 27.318 by hand; the roots of (0.07 - p)^2 = z^2 p (1 - p) / 27.318.
    expect(low).toBeCloseTo(0.018915656, 8);
    // That root is 0.227; of ten who do not react Wilson's reaches to z^2 / (10 + z^2).
    expect(high).toBeCloseTo(0.277532799, 8);
    const turned = meanShare95(...sumsOf(rare.map((share) => 1 - share)));
    expect([turned.low, turned.high]).toEqual([
      expect.closeTo(0.722467201, 8),
      expect.closeTo(0.981084344, 8),
    ]);
  });

  it("is nearly Student's where no end is near", () => {
    const shares = Array.from({ length: 60 }, (_, i) => 0.3 + (i % 9) / 20);
    const student = meanT95(...sumsOf(shares));
    const { value, low, high } = meanShare95(...sumsOf(shares));
    expect([value, low, high]).toEqual([
      expect.closeTo(student.value, 12),
      expect.closeTo(student.low, 3),
      expect.closeTo(student.high, 3),
    ]);
  });

  it("is Wilson's of viewers who react or do not, none and all of them too", () => {
    for (const count of [0, 1, 4, 9, 12]) {
      const shares = Array.from({ length: 12 }, (_, i) => Number(i < count));
      const wilson = wilson95(count, 12);
      const { value, low, high } = meanShare95(...sumsOf(shares));
      expect([value, low, high], `${count} of 12`).toEqual([
        expect.closeTo(wilson.value, 12),
        expect.closeTo(wilson.low, 12),
        expect.closeTo(wilson.high, 12),
      ]);
    }
  });

  it("is no surer of what was seen once than of what was not seen", () => {
    const none = meanShare95(...sumsOf(Array.from({ length: 36 }, () => 0)));
    const once = meanShare95(...sumsOf(Array.from({ length: 36 }, (_, i) => (i === 0 ? 1 / 30 : 0))));
    expect(none.high).toBeCloseTo(0.096418629, 8);
    expect(once.high).toBeCloseTo(none.high, 12);
    expect(once.low).toBeGreaterThan(0);
  });

  it("has the width that so few leave open where all viewers have one share, and none of one viewer", () => {
    const half = meanShare95(...sumsOf(Array.from({ length: 36 }, () => 0.5)));
    expect(half).toEqual({ value: 0.5, low: 0.5, high: 0.5 });
    const few = meanShare95(...sumsOf([0.25, 0.25, 0.25]));
    expect([few.low, few.high]).toEqual([0.25, expect.closeTo(0.561497, 6)]);
    expect(() => meanShare95(5_000, 25_000_000, 1)).toThrow(RangeError);
  });

  it("differs from another one within -1 to 1", () => {
    const none = meanShare95(...sumsOf(rare));
    const most = meanShare95(...sumsOf(rare.map((share) => 1 - share)));
    const { value, low, high } = differenceOfShares(none, most, 0);
    expect(value).toBeCloseTo(0.86, 12);
    // Of 0.07 (0.018916 to 0.277533) and 0.93 (0.722467 to 0.981084): both reaches are alike.
    expect(low).toBeCloseTo(0.86 - Math.SQRT2 * 0.207532799, 6);
    expect(high).toBeCloseTo(0.86 + Math.SQRT2 * 0.051084344, 6);
  });
});
