import { EXPRESSIONS } from "#lib/protocol/expressions.ts";
import type { Respondent } from "#lib/protocol/timeline.ts";

const HAPPY = EXPRESSIONS.indexOf("happy");

export type RespondentSecond = Respondent["seconds"][number];

/** Seconds [from, to) of a respondent's curve. */
export function secondsBetween(respondent: Respondent, from: number, to: number): RespondentSecond[] {
  return respondent.seconds.filter(({ second }) => second >= from && second < to);
}

/** Mean raw happy score over [from, to); NaN when no second of them is valid. */
export function meanHappy(respondent: Respondent, from: number, to: number): number {
  const scores = secondsBetween(respondent, from, to).flatMap(({ raw }) => (raw ? [raw[HAPPY] ?? 0] : []));
  return scores.reduce((sum, score) => sum + score, 0) / scores.length;
}
