"use client";

import { useNumberWords } from "#app/studio/use-number-words.ts";
import { LOSS_LABELS, occurringLosses } from "#lib/chart/losses.ts";
import type { SessionListItem } from "#lib/protocol/session-list.ts";

/** The two largest reasons: the respondent's own page has all of them. */
export function LossCell({ losses, seconds }: Pick<SessionListItem, "losses" | "seconds">) {
  const { count } = useNumberWords();
  const named = occurringLosses(losses);
  if (named.length === 0) return seconds === 0 ? "\u2013" : "Nothing";
  const shown = named.slice(0, 2).map(([reason, lost]) => `${LOSS_LABELS[reason]} ${count(lost)} s`);
  return `${shown.join(", ")}${named.length > 2 ? ` and ${count(named.length - 2)} more` : ""}`;
}
