import {
  bootstrapIntervals,
  calibrationError,
  confusionOf,
  scoresOf,
} from "#lib/analytics/classification.ts";
import { EXPRESSIONS, type Expression } from "#lib/protocol/expressions.ts";

export interface EvaluatedImage {
  file: string;
  label: Expression;
  /** Seven scores in EXPRESSIONS order; null when no face was found. */
  scores: readonly number[] | null;
  ms: number;
}

export interface EvalSummary {
  /** Labelled images that could be read. */
  n: number;
  /** Those with a face found; every figure below but `msPerImage` is over these. */
  detected: number;
  accuracy: number;
  accuracyCi: [number, number];
  balancedAccuracy: number;
  balancedAccuracyCi: [number, number];
  macroF1: number;
  /** Of the expressions that occur. */
  perClassRecall: Partial<Record<Expression, number>>;
  /** By label, then by prediction. */
  confusion: Record<string, Record<string, number>>;
  calibrationError: number;
  msPerImage: number;
}

const BOOTSTRAP_SEED = "eval/bootstrap";

/** The figures of an evaluation, rounded to four decimals. Null without a single face. */
export function summarise(images: readonly EvaluatedImage[]): EvalSummary | null {
  const answers = images.flatMap(({ label, scores }) =>
    scores ? [{ truth: EXPRESSIONS.indexOf(label), probabilities: scores }] : [],
  );
  if (answers.length === 0) return null;
  const scores = scoresOf(confusionOf(answers, EXPRESSIONS.length));
  const intervals = bootstrapIntervals(answers, EXPRESSIONS.length, BOOTSTRAP_SEED);
  const times = images.map(({ ms }) => ms);
  return {
    n: images.length,
    detected: answers.length,
    accuracy: rounded(scores.accuracy),
    accuracyCi: [rounded(intervals.accuracy[0]), rounded(intervals.accuracy[1])],
    balancedAccuracy: rounded(scores.balancedAccuracy),
    balancedAccuracyCi: [rounded(intervals.balancedAccuracy[0]), rounded(intervals.balancedAccuracy[1])],
    macroF1: rounded(scores.macroF1),
    perClassRecall: Object.fromEntries(
      EXPRESSIONS.flatMap((name, i) => {
        const recall = scores.recall[i] ?? null;
        return recall === null ? [] : [[name, rounded(recall)]];
      }),
    ),
    confusion: Object.fromEntries(
      EXPRESSIONS.map((truth, i) => [
        truth,
        Object.fromEntries(EXPRESSIONS.map((predicted, j) => [predicted, scores.confusion[i]?.[j] ?? 0])),
      ]),
    ),
    calibrationError: rounded(calibrationError(answers)),
    msPerImage: Math.round((times.reduce((a, b) => a + b, 0) / times.length) * 10) / 10,
  };
}

function rounded(value: number): number {
  return Math.round(value * 10_000) / 10_000;
}
