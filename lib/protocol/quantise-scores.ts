import { BatchFormatError } from "./batch-format-error.ts";
import { EXPRESSION_COUNT } from "./expressions.ts";

/** What seven quantised scores sum to, always. */
export const SCORE_TOTAL = 255;

/**
 * Seven scores as integers that sum to 255, by largest remainder (Hamilton): each is within 1 of its exact
 * share, and ties go to the earlier expression. The sum may be off 1 by rounding; it is normalised away.
 * Throws BatchFormatError `scores` on a wrong length, a negative, a non-finite or an all-zero vector.
 */
export function quantiseScores(scores: readonly number[]): number[] {
  if (scores.length !== EXPRESSION_COUNT) throw new BatchFormatError("scores", `${scores.length} of them`);
  if (scores.some((score) => !Number.isFinite(score) || score < 0)) {
    throw new BatchFormatError("scores", "negative or not finite");
  }
  const sum = scores.reduce((a, b) => a + b, 0);
  if (sum <= 0) throw new BatchFormatError("scores", "all zero");
  const exact = scores.map((score) => (score / sum) * SCORE_TOTAL);
  const floors = exact.map(Math.floor);
  const left = SCORE_TOTAL - floors.reduce((a, b) => a + b, 0);
  const byRemainder = exact
    .map((value, index) => ({ index, remainder: value - Math.floor(value) }))
    .sort((a, b) => b.remainder - a.remainder || a.index - b.index);
  for (const { index } of byRemainder.slice(0, left)) floors[index] = (floors[index] ?? 0) + 1;
  return floors;
}
