import { describe, expect, it } from "vitest";
import { HEADLINES, type Headline } from "#lib/protocol/overview.ts";
import { headlineReading, headlineSentence, headlineValue } from "./headline-words.ts";
import { numberWords } from "./number-words.ts";

const numbers = numberWords("en-US");
const headline = (part: Partial<Headline>): Headline => ({
  name: "peak",
  n: 186,
  estimate: { value: 0.41, low: 0.34, high: 0.48 },
  second: null,
  few: false,
  ...part,
});

describe("headline measures in words", () => {
  it("say where and how many", () => {
    expect(headlineSentence(headline({ second: 19 }), "share", numbers)).toBe(
      "41% of viewers reacted with happy at 0:19, the highest point of the film.",
    );
    expect(headlineSentence(headline({ name: "end" }), "mean", numbers)).toBe(
      "The mean happy score is +0.41 over the last 3 seconds.",
    );
  });

  it("say of how long people watched that who may still be watching is left out", () => {
    const share = { value: 1, low: 0.98, high: 1 };
    expect(headlineSentence(headline({ name: "completion", estimate: share }), "share", numbers)).toBe(
      "100% of those who finished or left reached the last second.",
    );
    expect(headlineSentence(headline({ name: "retention", estimate: share }), "share", numbers)).toBe(
      "Viewers who finished or left had watched 100% of the film on average.",
    );
  });

  it("say of two cuts whether they are shares, as the overview's, or mean scores", () => {
    const reading = { basis: "corrected", threshold: 0.4 } as const;
    expect(headlineReading({ ...reading, measure: "share" }, numbers)).toBe(
      "Attraction is the share of viewers who react with surprise, peak and end are of happy: a score of 0.40 or more above the viewer’s own baseline.",
    );
    expect(headlineReading({ ...reading, basis: "raw", measure: "mean" }, numbers)).toBe(
      "Attraction is the mean score of surprise, peak and end are of happy. They are not shares of viewers, with which the overview begins.",
    );
  });

  it("claim a side of valence only when the interval does", () => {
    const valence = (low: number, high: number) =>
      headlineSentence(headline({ name: "valence", estimate: { value: 0, low, high } }), "share", numbers);
    expect(valence(0.01, 0.2)).toMatch(/^Happy outweighed/);
    expect(valence(-0.2, -0.01)).toMatch(/outweighed happy/);
    expect(valence(-0.1, 0.1)).toMatch(/balance within the interval/);
  });

  it("have a sentence each, also without a number", () => {
    for (const name of HEADLINES) {
      expect(headlineSentence(headline({ name }), "share", numbers)).toMatch(/\.$/);
      expect(headlineSentence(headline({ name, estimate: null }), "share", numbers)).toMatch(/\.$/);
    }
    expect(headlineValue("valence", 0.12, "share", numbers)).toBe("+0.12");
    expect(headlineValue("retention", 0.9, "mean", numbers)).toBe("90%");
  });
});
