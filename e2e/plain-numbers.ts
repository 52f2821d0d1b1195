import { EXPRESSIONS, type Expression } from "#lib/protocol/expressions.ts";
import { SCALE } from "#lib/protocol/limits.ts";
import { type CutViewer, twoCutsAudience } from "#lib/testing/two-cuts.ts";

/** What the audience of two cuts is, counted with nothing but loops: the reference for what pages and files say. */

/** The viewers of a cut who count, of the two equally long ones unless others are asked for. */
export function countedViewers(cut: 0 | 1, of?: Parameters<typeof twoCutsAudience>[0]): CutViewer[] {
  return twoCutsAudience(of).filter((viewer) => viewer.cut === cut && !viewer.excluded);
}

/** Corrected scores of an expression in a second, 0 to 1, of the viewers who have one. */
export function scoresAt(viewers: readonly CutViewer[], expression: Expression, second: number): number[] {
  const at = EXPRESSIONS.indexOf(expression);
  return viewers.flatMap(({ seconds }) => {
    const score = seconds[second]?.corrected?.[at];
    return score === undefined ? [] : [score / SCALE];
  });
}

export function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** Share of scores that reach the threshold. */
export function share(scores: readonly number[], threshold = 0.25): number {
  return scores.filter((score) => score >= threshold).length / scores.length;
}

/** As the studio's tables and files print a measure. */
export const printed = (value: number) => value.toFixed(4);
