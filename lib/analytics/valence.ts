import { EXPRESSIONS, type Expression } from "#lib/protocol/expressions.ts";

const at = (expression: Expression) => EXPRESSIONS.indexOf(expression);
const HAPPY = at("happy");
const [ANGRY, DISGUST, FEAR, SAD] = [at("angry"), at("disgust"), at("fear"), at("sad")];

/**
 * Valence of one sample, -1..1: happy - max(angry, disgust, fear, sad).
 *
 * Source: FaceReader's definition (Noldus, FaceReader methodology); metrics.md. A maximum is not linear, so
 * it is taken a sample and then averaged.
 */
export function sampleValence(scores: readonly number[]): number {
  return scores[HAPPY]! - Math.max(scores[ANGRY]!, scores[DISGUST]!, scores[FEAR]!, scores[SAD]!);
}
