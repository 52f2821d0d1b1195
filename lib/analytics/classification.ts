import { seededRandom } from "./seeded-random.ts";

/** One image that a classifier answered. Classes are indices; `probabilities` sum to 1. */
export interface Answered {
  truth: number;
  probabilities: readonly number[];
}

export interface ClassificationScores {
  accuracy: number;
  /** Mean recall over the classes that occur. */
  balancedAccuracy: number;
  /** Mean F1 over the classes that occur or are predicted (as scikit-learn's `f1_score(average="macro")`). */
  macroF1: number;
  /** Null for a class that does not occur. */
  recall: (number | null)[];
  /** Rows are the truth, columns what was predicted. */
  confusion: number[][];
}

const CALIBRATION_BINS = 15;
const DRAWS = 2_000;

/** Index of the largest value, the first of equals. */
export function argMax(values: readonly number[]): number {
  return values.reduce(
    (best, value, i) => (value > (values[best] ?? Number.NEGATIVE_INFINITY) ? i : best),
    0,
  );
}

/** Counts by truth (rows) and prediction (columns). */
export function confusionOf(answers: readonly Answered[], classes: number): number[][] {
  const counts = Array.from({ length: classes }, () => Array<number>(classes).fill(0));
  for (const { truth, probabilities } of answers) {
    const row = counts[truth]!;
    const predicted = argMax(probabilities);
    row[predicted] = (row[predicted] ?? 0) + 1;
  }
  return counts;
}

/** Accuracy, balanced accuracy, macro F1 and recalls of a confusion matrix; NaN without any answer. */
export function scoresOf(confusion: number[][]): ClassificationScores {
  const truths = confusion.map((row) => sum(row));
  const predictions = confusion.map((_, column) => sum(confusion.map((row) => row[column] ?? 0)));
  const right = confusion.map((row, i) => row[i] ?? 0);
  const recall = right.map((count, i) => (truths[i] ? count / truths[i] : null));
  const f1 = right.flatMap((count, i) => {
    const total = (truths[i] ?? 0) + (predictions[i] ?? 0);
    return total > 0 ? [(2 * count) / total] : [];
  });
  return {
    accuracy: sum(right) / sum(truths),
    balancedAccuracy: mean(recall.filter((value) => value !== null)),
    macroF1: mean(f1),
    recall,
    confusion,
  };
}

/**
 * Expected calibration error of the predicted class's probability: 15 bins of equal width, the absolute gap between
 * share right and mean probability, weighted by the bin's share (Guo et al. 2017, doi:10.48550/arXiv.1706.04599).
 */
export function calibrationError(answers: readonly Answered[]): number {
  const bins = Array.from({ length: CALIBRATION_BINS }, () => ({ right: 0, confidence: 0 }));
  for (const { truth, probabilities } of answers) {
    const predicted = argMax(probabilities);
    const confidence = probabilities[predicted] ?? 0;
    // Bins are open below, closed above.
    const bin =
      bins[Math.min(CALIBRATION_BINS - 1, Math.max(0, Math.ceil(confidence * CALIBRATION_BINS) - 1))]!;
    bin.confidence += confidence;
    if (predicted === truth) bin.right++;
  }
  return sum(bins.map(({ right, confidence }) => Math.abs(right - confidence))) / answers.length;
}

export interface BootstrapIntervals {
  accuracy: [number, number];
  balancedAccuracy: [number, number];
}

/** 95% percentile bootstrap over images, 2,000 draws from `seed`. */
export function bootstrapIntervals(
  answers: readonly Answered[],
  classes: number,
  seed: string,
): BootstrapIntervals {
  const random = seededRandom(seed);
  const pairs = answers.map(({ truth, probabilities }) => [truth, argMax(probabilities)] as const);
  const accuracies: number[] = [];
  const balanced: number[] = [];
  for (let draw = 0; draw < DRAWS; draw++) {
    const confusion = Array.from({ length: classes }, () => Array<number>(classes).fill(0));
    for (let i = 0; i < pairs.length; i++) {
      const [truth, predicted] = pairs[Math.floor(random.uniform() * pairs.length)]!;
      confusion[truth]![predicted]!++;
    }
    const scores = scoresOf(confusion);
    accuracies.push(scores.accuracy);
    balanced.push(scores.balancedAccuracy);
  }
  return { accuracy: middle95(accuracies), balancedAccuracy: middle95(balanced) };
}

function middle95(draws: number[]): [number, number] {
  const sorted = draws.sort((a, b) => a - b);
  const at = (share: number) => sorted[Math.round(share * (sorted.length - 1))] ?? Number.NaN;
  return [at(0.025), at(0.975)];
}

function sum(values: readonly number[]): number {
  return values.reduce((a, b) => a + b, 0);
}

function mean(values: readonly number[]): number {
  return sum(values) / values.length;
}
