import type { Basis, Estimate } from "#lib/protocol/timeline.ts";
import { type AudienceSums, CORRECTED_ZERO_BIN } from "./audience-sums.ts";
import { wilson95 } from "./wilson.ts";

/** Bins in a score of 1. */
const BINS_TO_ONE = 20;

/**
 * Share of viewers whose score of one expression (index in EXPRESSIONS) is at or above `threshold`, with its
 * 95% Wilson interval; null when no viewer has a score on this basis. Exact, because a threshold must be a
 * multiple of 0.05 and so the edge of a bin; any other throws RangeError.
 *
 * Source: metrics.md, "Reaction share".
 */
export function reactionShare(
  sums: AudienceSums,
  expressionIndex: number,
  basis: Basis,
  threshold: number,
): Estimate | null {
  const bin = Math.round(threshold * BINS_TO_ONE);
  if (Math.abs(bin - threshold * BINS_TO_ONE) > 1e-9) throw new RangeError(`threshold ${threshold}`);
  const n = basis === "raw" ? sums.n : sums.nCorrected;
  if (n === 0) return null;
  const histogram =
    basis === "raw" ? sums.rawHistogram[expressionIndex] : sums.correctedHistogram[expressionIndex];
  if (!histogram) throw new RangeError(`no expression ${expressionIndex}`);
  const firstBin = basis === "raw" ? bin : bin + CORRECTED_ZERO_BIN;
  let reacting = 0;
  for (const viewers of histogram.slice(firstBin)) reacting += viewers;
  return wilson95(reacting, n);
}
