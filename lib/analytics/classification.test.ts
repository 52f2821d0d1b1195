import { describe, expect, test } from "vitest";
import {
  type Answered,
  argMax,
  bootstrapIntervals,
  calibrationError,
  confusionOf,
  scoresOf,
} from "#lib/analytics/classification.ts";

/** Predicts `predicted` of three classes with the probability given. */
function answered(truth: number, predicted: number, probability = 0.8): Answered {
  const probabilities = Array<number>(3).fill((1 - probability) / 2);
  probabilities[predicted] = probability;
  return { truth, probabilities };
}

// Truth 0: 3 of 4 right, one taken for 1. Truth 1: 1 of 2 right, one taken for 0. Truth 2 does not occur.
const ANSWERS = [
  answered(0, 0),
  answered(0, 0),
  answered(0, 0),
  answered(0, 1),
  answered(1, 1),
  answered(1, 0),
];

test("the first of equal values is the largest", () => {
  expect(argMax([0.2, 0.4, 0.4])).toBe(1);
});

describe("scores of a confusion matrix", () => {
  const scores = scoresOf(confusionOf(ANSWERS, 3));

  test("count rows by truth and columns by prediction", () => {
    expect(scores.confusion).toEqual([
      [3, 1, 0],
      [1, 1, 0],
      [0, 0, 0],
    ]);
  });

  test("are accuracy 4/6, balanced (3/4 + 1/2) / 2, and no recall for a class that does not occur", () => {
    expect(scores.accuracy).toBeCloseTo(4 / 6);
    expect(scores.balancedAccuracy).toBeCloseTo(0.625);
    expect(scores.recall).toEqual([0.75, 0.5, null]);
  });

  test("are a macro F1 over the classes seen: 6/8 and 2/4", () => {
    expect(scores.macroF1).toBeCloseTo((0.75 + 0.5) / 2);
  });

  test("count a class that is only ever predicted as an F1 of 0", () => {
    expect(scoresOf(confusionOf([answered(0, 0), answered(0, 2)], 3)).macroF1).toBeCloseTo((2 / 3 + 0) / 2);
  });
});

describe("the calibration error", () => {
  test("is 0 where 80% are right at 0.8", () => {
    const answers = [1, 1, 1, 1, 0].map((right) => answered(0, right ? 0 : 1, 0.8));
    expect(calibrationError(answers)).toBeCloseTo(0);
  });

  test("weighs each bin's gap by its share", () => {
    // Two at 0.95, one right: gap 0.45. Two at 0.5, both right: gap 0.5. (2 * 0.45 + 2 * 0.5) / 4.
    const answers = [answered(0, 0, 0.95), answered(0, 1, 0.95), answered(0, 0, 0.5), answered(1, 1, 0.5)];
    expect(calibrationError(answers)).toBeCloseTo(0.475);
  });
});

describe("bootstrap intervals", () => {
  test("hold the figure, are the same for the same seed, and narrow with more images", () => {
    const many = Array.from({ length: 50 }, () => ANSWERS).flat();
    const few = bootstrapIntervals(ANSWERS, 3, "a");
    const wide = few.accuracy[1] - few.accuracy[0];
    const narrow = bootstrapIntervals(many, 3, "a");
    expect(few).toEqual(bootstrapIntervals(ANSWERS, 3, "a"));
    expect(narrow.accuracy[1] - narrow.accuracy[0]).toBeLessThan(wide / 3);
    for (const [low, high] of [narrow.accuracy]) {
      // 300 images at 2/3: a standard error of 0.0272, so about 0.613 to 0.720.
      expect(low).toBeCloseTo(0.613, 1);
      expect(high).toBeCloseTo(0.72, 1);
    }
  });

  test("are a point where every image is right", () => {
    expect(bootstrapIntervals([answered(0, 0), answered(1, 1)], 3, "a").accuracy).toEqual([1, 1]);
  });
});
