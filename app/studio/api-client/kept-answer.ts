/** An answer with the question that it was given to: an answer may stay in sight while the next is waited for. */
export interface KeptAnswer<Answer> {
  key: string;
  answer: Answer;
}

/** What is shown of a kept answer: stale when it was given to another question than `key`, nothing when that is null. */
export function shownAnswer<Answer>(
  kept: KeptAnswer<Answer> | undefined,
  key: string | null,
): { answer: Answer | undefined; stale: boolean } {
  if (key === null) return { answer: undefined, stale: false };
  return { answer: kept?.answer, stale: kept !== undefined && kept.key !== key };
}
