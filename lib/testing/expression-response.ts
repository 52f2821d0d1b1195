import { EXPRESSIONS, type Expression } from "#lib/protocol/expressions.ts";

/** What a moment of a film does to a face: rises from `startMs`, holds, and fades. Strength in logits. */
export interface Response {
  expression: Expression;
  startMs: number;
  riseMs: number;
  holdMs: number;
  fadeMs: number;
  strength: number;
}

/** The demo film, moment by moment (lib/testing/demo-video): what a readily moved viewer's face does. */
export const HALDEN_RESPONSES: readonly Response[] = [
  { expression: "sad", startMs: 1_200, riseMs: 1_500, holdMs: 1_800, fadeMs: 1_500, strength: 1.6 },
  { expression: "surprise", startMs: 6_900, riseMs: 250, holdMs: 500, fadeMs: 700, strength: 3.2 },
  { expression: "fear", startMs: 7_000, riseMs: 300, holdMs: 300, fadeMs: 600, strength: 1.1 },
  { expression: "surprise", startMs: 8_300, riseMs: 250, holdMs: 400, fadeMs: 700, strength: 2.4 },
  { expression: "happy", startMs: 8_600, riseMs: 500, holdMs: 700, fadeMs: 1_200, strength: 2.6 },
  { expression: "angry", startMs: 8_500, riseMs: 500, holdMs: 600, fadeMs: 1_000, strength: 0.9 },
  { expression: "surprise", startMs: 10_500, riseMs: 300, holdMs: 200, fadeMs: 700, strength: 1.2 },
  { expression: "happy", startMs: 16_400, riseMs: 900, holdMs: 800, fadeMs: 900, strength: 1.9 },
  { expression: "surprise", startMs: 17_700, riseMs: 250, holdMs: 400, fadeMs: 600, strength: 2.8 },
  { expression: "happy", startMs: 18_000, riseMs: 600, holdMs: 2_000, fadeMs: 1_600, strength: 3.3 },
  { expression: "happy", startMs: 21_000, riseMs: 900, holdMs: 2_600, fadeMs: 2_500, strength: 2.4 },
  { expression: "happy", startMs: 26_500, riseMs: 900, holdMs: 1_200, fadeMs: 1_500, strength: 1.5 },
];

/** Sum of the responses at a time, one value an expression in EXPRESSIONS order, logits. */
export function responseAt(responses: readonly Response[], timeMs: number): number[] {
  const logits = EXPRESSIONS.map(() => 0);
  for (const { expression, startMs, riseMs, holdMs, fadeMs, strength } of responses) {
    const rise = smooth((timeMs - startMs) / riseMs);
    const fade = smooth((timeMs - startMs - riseMs - holdMs) / fadeMs);
    logits[EXPRESSIONS.indexOf(expression)]! += strength * (rise - fade);
  }
  return logits;
}

function smooth(x: number): number {
  const clamped = Math.min(1, Math.max(0, x));
  return clamped * clamped * (3 - 2 * clamped);
}
