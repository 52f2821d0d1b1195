import { describe, expect, it } from "vitest";
import type { ComparedSpan, Comparison } from "#lib/protocol/comparison.ts";
import { calledSpans, pText, spanPlace, spanSentence, verdict } from "./comparison-words.ts";
import { numberWords } from "./number-words.ts";

const numbers = numberWords("en-US");
const titles = { a: "Cut A", b: "Cut B" };

function comparisonOf(
  spans: ComparedSpan[],
  labels: (string | null)[] = Array(20).fill(null),
  measure: Comparison["measure"] = "mean",
): Comparison {
  return {
    campaignId: 1,
    audience: "real",
    countedAudience: "real",
    basis: "corrected",
    measure,
    threshold: 0.25,
    engineVersion: null,
    segment: null,
    design: "between",
    alignment: labels[0] === null ? "seconds" : "scenes",
    refusal: null,
    viewersA: 50,
    viewersB: 50,
    permutedOf: null,
    points: labels.map((label, i) => {
      const span = { startSecond: i, endSecond: i + 1 };
      return { label, a: span, b: span };
    }),
    curves: [],
    spans,
    permutations: 2_000,
    seed: "s",
    summaryA: null,
    summaryB: null,
    headlineDifferences: [],
  };
}

const HAPPY: ComparedSpan = {
  curve: "happy",
  higher: "b",
  from: 12,
  to: 18,
  mass: 20,
  p: 0.004,
  difference: 0.081,
};

describe("the words of a comparison", () => {
  it("say which cut is higher, where, by how much and how sure that is", () => {
    expect(spanSentence(HAPPY, comparisonOf([HAPPY]), titles, numbers)).toBe(
      "Happy is higher in “Cut B” around 0:12 to 0:18: by 0.08 on average (p = 0.004).",
    );
    const scenes = comparisonOf([], ["Opening", "Pack shot"]);
    const span: ComparedSpan = { ...HAPPY, higher: "a", from: 1, to: 2, p: 0.0005, difference: -0.1 };
    expect(spanSentence(span, scenes, titles, numbers)).toBe(
      "Happy is higher in “Cut A” in scene “Pack shot”: by 0.10 on average (p < 0.001).",
    );
  });

  it("call only what chance would hardly make, the largest difference first", () => {
    const early: ComparedSpan = { ...HAPPY, from: 2, to: 4, p: 0.01, higher: "a", difference: -0.02 };
    const comparison = comparisonOf([early, HAPPY, { ...HAPPY, from: 8, to: 9, p: 0.05 }]);
    expect(calledSpans(comparison)).toEqual([HAPPY, early]);
    expect(verdict(comparison, titles, numbers)).toBe(
      "The cuts differ in 2 ways. Most of all, happy is 0.08 higher in “Cut B” around 0:12 to 0:18.",
    );
    expect(verdict(comparisonOf([HAPPY]), titles, numbers)).toBe(
      "The cuts differ: happy is 0.08 higher in “Cut B” around 0:12 to 0:18.",
    );
    expect(verdict(comparisonOf([{ ...HAPPY, p: 0.3 }]), titles, numbers)).toContain("No difference");
  });

  it("say points where shares of viewers are compared", () => {
    const shares = comparisonOf([HAPPY], undefined, "share");
    expect(spanSentence(HAPPY, shares, titles, numbers)).toBe(
      "Happy is higher in “Cut B” around 0:12 to 0:18: by 8 points on average (p = 0.004).",
    );
    expect(verdict(shares, titles, numbers)).toBe(
      "The cuts differ: happy is 8 points higher in “Cut B” around 0:12 to 0:18.",
    );
  });

  it("print every p", () => {
    expect([pText(0.0499, numbers.decimal), pText(0.0009, numbers.decimal)]).toEqual([
      "p = 0.050",
      "p < 0.001",
    ]);
    expect(() => spanPlace({ ...HAPPY, to: 40 }, comparisonOf([]))).toThrow(RangeError);
  });
});
