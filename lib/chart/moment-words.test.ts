import { expect, it } from "vitest";
import type { Moment } from "#lib/protocol/moments.ts";
import { momentSentence } from "./moment-words.ts";
import { numberWords } from "./number-words.ts";

const numbers = numberWords("en-US");

const happy: Moment = {
  curve: "happy",
  direction: "peak",
  startSecond: 11,
  endSecond: 14,
  second: 12,
  n: 186,
  estimate: { value: 0.41, low: 0.34, high: 0.48 },
  filmMean: 0.12,
  difference: { value: 0.29, low: 0.2, high: 0.38 },
  prominence: 0.3,
  adjustedP: 0.001,
};

it("says a moment in a sentence, with its n, its band and its distance from the film's mean", () => {
  expect(momentSentence(happy, "share", numbers)).toBe(
    "Happy peaks at 0:12: 41% of 186 viewers, band 34 to 48, 29 points above the film’s mean.",
  );
  const valence: Moment = {
    ...happy,
    curve: "valence",
    direction: "dip",
    estimate: { value: -0.21, low: -0.3, high: -0.12 },
    difference: { value: -0.25, low: -0.3, high: -0.2 },
  };
  expect(momentSentence(valence, "share", numbers)).toBe(
    "Valence dips at 0:12: -0.21, mean of 186 viewers, band -0.30 to -0.12, 0.25 below the film’s mean.",
  );
  expect(momentSentence({ ...valence, n: 1_186 }, "share", numberWords("de-DE"))).toBe(
    "Valence dips at 0:12: -0,21, mean of 1.186 viewers, band -0,30 to -0,12, 0,25 below the film’s mean.",
  );
});
