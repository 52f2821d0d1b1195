import { describe, expect, it } from "vitest";
import { comparePoint } from "./compare-point.ts";
import { meanShare95 } from "./mean-share.ts";

/** One point of each viewer. */
const rowsOf = (values: readonly number[]) => values.map((value) => Int16Array.of(value));
const width = ({ low, high }: { low: number; high: number }) => high - low;

// In a scene of five seconds hardly anybody reacts.
const A = [0, 0, 0, 0, 0, 2_000, 0, 0, 0, 4_000];
const B = [0, 0, 0, 0, 0, 0, 0, 0, 0, 2_000];

describe("a point of two cuts, of viewers' shares of a scene", () => {
  it("has intervals within 0 to 1, where the same numbers read as scores have Student's", () => {
    const shares = comparePoint(rowsOf(A), rowsOf(B), 0, { design: "between", values: "share" });
    expect(shares.a).toEqual(meanShare95(6_000, 20_000_000, 10));
    expect(shares.a!.low).toBeGreaterThan(0);
    expect(shares.b!.low).toBeGreaterThan(0);
    expect(shares.difference!.value).toBeCloseTo(-0.04, 12);
    const scores = comparePoint(rowsOf(A), rowsOf(B), 0, { design: "between", values: "score" });
    expect(scores.a!.low).toBeLessThan(0);
    expect(scores.difference!.value).toBeCloseTo(-0.04, 12);
  });

  it("is not certain of a difference of nothing where nobody reacts to either cut", () => {
    const nobody = rowsOf(Array.from({ length: 12 }, () => 0));
    for (const design of ["between", "within"] as const) {
      const { difference } = comparePoint(nobody, nobody, 0, { design, values: "share" });
      expect(difference!.value).toBe(0);
      expect(width(difference!)).toBeGreaterThan(0.2);
    }
  });

  it("is told more surely within viewers who react to both cuts alike, less surely where they react otherwise", () => {
    const first = [2_000, 4_000, 6_000, 8_000, 2_000, 4_000, 6_000, 8_000];
    const alike = first.map((value) => value - 2_000);
    const otherwise = first.map((value) => 8_000 - value);
    const of = (second: readonly number[], design: "between" | "within") =>
      comparePoint(rowsOf(first), rowsOf(second), 0, { design, values: "share" }).difference!;
    for (const second of [alike, otherwise]) {
      expect(of(second, "within").value).toBeCloseTo(-0.2, 12);
      expect(of(second, "within").value).toBeCloseTo(of(second, "between").value, 12);
    }
    expect(width(of(alike, "within"))).toBeLessThan(0.5 * width(of(alike, "between")));
    expect(width(of(otherwise, "within"))).toBeGreaterThan(1.2 * width(of(otherwise, "between")));
  });
});
