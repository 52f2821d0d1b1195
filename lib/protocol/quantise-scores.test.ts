import { expect, test } from "vitest";
import { quantiseScores } from "#lib/protocol/quantise-scores.ts";

test("units go to the largest remainders", () => {
  // 255/7 = 36.43: three units are left, and equal remainders go to the earlier expressions.
  expect(quantiseScores(Array(7).fill(1 / 7))).toEqual([37, 37, 37, 36, 36, 36, 36]);
});

test("a sum that is off 1 by rounding is normalised", () => {
  expect(quantiseScores([0.5004, 0, 0, 0.5004, 0, 0, 0])).toEqual([128, 0, 0, 127, 0, 0, 0]);
});

test("what was quantised before stays as it is", () => {
  const units = [1, 2, 3, 100, 140, 5, 4];
  expect(quantiseScores(units.map((unit) => unit / 255))).toEqual(units);
});
