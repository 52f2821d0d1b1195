import { EXPRESSION_COUNT } from "./expressions.ts";
import { SCALE } from "./limits.ts";
import { VIEWER_SECOND_WORDS as W } from "./viewer-second.ts";

/** What six raw scores leave to the seventh, of the viewer-second at word `at`. */
export function followingScore(words: Int16Array, at: number): number {
  let left = SCALE;
  for (let i = 0; i < EXPRESSION_COUNT - 1; i++) left -= words[at + W.raw + i]!;
  return left;
}

/** What interest is by its definition, where both of its factors are there (lib/analytics/viewer-second.ts). */
export function followingInterest(words: Int16Array, at: number): number {
  return Math.round((words[at + W.attention]! * words[at + W.expressiveness]!) / SCALE);
}
