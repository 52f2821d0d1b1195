import { EXPRESSIONS } from "#lib/protocol/expressions.ts";

export const NEUTRAL = EXPRESSIONS.indexOf("neutral");
/** Keeps a viewer whose calm face scores little neutral from being divided by next to nothing. */
const LEAST_NEUTRAL = 0.2;

/**
 * Expressiveness of one sample, 0..1: clamp((bNeutral - xNeutral) / max(bNeutral, 0.2), 0, 1), where
 * `baselineNeutral` is the viewer's own neutral median, 0..1. Source: metrics.md.
 */
export function sampleExpressiveness(scores: readonly number[], baselineNeutral: number): number {
  const rise = (baselineNeutral - scores[NEUTRAL]!) / Math.max(baselineNeutral, LEAST_NEUTRAL);
  return Math.min(1, Math.max(0, rise));
}
