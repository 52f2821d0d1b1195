import { expect, test } from "vitest";
import { summarise } from "./summary.ts";

// Order: angry, disgust, fear, happy, neutral, sad, surprise.
const HAPPY = [0, 0, 0, 0.9, 0.1, 0, 0];
const SAD = [0, 0, 0, 0.1, 0, 0.9, 0];

test("figures are over the faces found, with n and detected beside them", () => {
  const summary = summarise([
    { file: "a", label: "happy", scores: HAPPY, ms: 10 },
    { file: "b", label: "happy", scores: SAD, ms: 20 },
    { file: "c", label: "sad", scores: SAD, ms: 30 },
    { file: "d", label: "sad", scores: null, ms: 40 },
  ]);
  expect(summary).toMatchObject({
    n: 4,
    detected: 3,
    accuracy: 0.6667,
    balancedAccuracy: 0.75,
    macroF1: 0.6667,
    perClassRecall: { happy: 0.5, sad: 1 },
    // All at 0.9, two of three right.
    calibrationError: 0.2333,
    msPerImage: 25,
  });
  expect(summary?.confusion.happy).toMatchObject({ happy: 1, sad: 1, fear: 0 });
  expect(Object.keys(summary ?? {}).sort()).toEqual(
    [
      "n",
      "detected",
      "accuracy",
      "accuracyCi",
      "balancedAccuracy",
      "balancedAccuracyCi",
      "macroF1",
      "perClassRecall",
      "confusion",
      "calibrationError",
      "msPerImage",
    ].sort(),
  );
});

test("no face in any image has no figures", () => {
  expect(summarise([{ file: "a", label: "happy", scores: null, ms: 1 }])).toBeNull();
});
