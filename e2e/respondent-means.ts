import { expect } from "@playwright/test";
import { EXPRESSIONS } from "#lib/protocol/expressions.ts";
import type { Respondent } from "#lib/protocol/respondent.ts";

const HAPPY = EXPRESSIONS.indexOf("happy");

export type RespondentSecond = Respondent["seconds"][number];

/** Seconds [from, to) of a respondent's curve. */
export function secondsBetween(respondent: Respondent, from: number, to: number): RespondentSecond[] {
  return respondent.seconds.filter(({ second }) => second >= from && second < to);
}

/**
 * Mean raw happy score over the valid seconds of [from, to). A busy machine may miss some seconds, and says so;
 * fewer than half of them would be no answer.
 */
export function meanHappy(respondent: Respondent, from: number, to: number): number {
  const scores = secondsBetween(respondent, from, to).flatMap(({ raw }) => (raw ? [raw[HAPPY] ?? 0] : []));
  expect(scores.length, `valid seconds from ${from} to ${to}`).toBeGreaterThanOrEqual((to - from) / 2);
  return scores.reduce((sum, score) => sum + score, 0) / scores.length;
}

/** No number in [from, to), and the reason is that nobody was there; a busy machine may have missed single seconds. */
export function expectNobody(respondent: Respondent, from: number, to: number): void {
  const seconds = secondsBetween(respondent, from, to);
  expect(seconds).toHaveLength(to - from);
  for (const second of seconds) {
    expect(second).toMatchObject({ raw: null, corrected: null, valence: null, coverage: 0 });
    expect(["noFace", "notMeasured"]).toContain(second.loss);
    // Attention is not missing: the viewer is away.
    if (second.loss === "noFace") expect(second.attention).toBe(0);
  }
  const empty = seconds.filter(({ loss }) => loss === "noFace");
  expect(empty.length).toBeGreaterThanOrEqual((to - from) / 2);
}
