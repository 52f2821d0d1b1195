import { describe, expect, it } from "vitest";
import type { Estimate } from "#lib/protocol/timeline.ts";
import { achievedText, changeText } from "./intent-words.ts";
import { numberWords } from "./number-words.ts";

const words = numberWords("en-US");
const target = { expression: "happy", direction: "atLeast", level: 0.4, segment: null } as const;
const before = { n: 40, estimate: { value: 0.32, low: 0.2, high: 0.47 } };
const said = (change: Estimate | null) => changeText({ target, before, change }, "Cut A", words);

describe("what a change of the cut did to a target", () => {
  it("says how much higher or lower this cut is, with the ends of the difference in that direction", () => {
    expect(said({ value: 0.43, low: 0.31, high: 0.55 })).toBe(
      "Was 32% in “Cut A”, n = 40. This cut: 43 points higher (31 to 55).",
    );
    expect(said({ value: -0.12, low: -0.19, high: -0.05 })).toBe(
      "Was 32% in “Cut A”, n = 40. This cut: 12 points lower (5 to 19).",
    );
    expect(said({ value: 0.01, low: 0.008, high: 0.013 })).toContain("This cut: 1 point higher (1 to 1).");
  });

  it("calls a difference none that chance could have made", () => {
    expect(said({ value: 0.04, low: -0.03, high: 0.11 })).toBe(
      "Was 32% in “Cut A”, n = 40. Difference +4 points (-3 to +11): not told from chance.",
    );
  });

  it("says what there is not to compare with", () => {
    expect(said(null)).toBe("Too few viewers of “Cut A” to compare with.");
    expect(changeText({ target, before: null, change: null }, "Cut A", words)).toBe(
      "“Cut A” has no such scene.",
    );
  });

  it("gives a share with its interval, and no share of too few", () => {
    expect(achievedText(before, words)).toBe("32% (20% to 47%), n = 40");
    expect(achievedText({ n: 3, estimate: null }, words)).toBe("3 of 5 viewers");
  });
});
