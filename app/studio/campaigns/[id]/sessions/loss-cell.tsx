"use client";

import { useNumberWords } from "#app/studio/use-number-words.ts";
import { LOSS_LABELS } from "#lib/chart/losses.ts";
import type { SessionListItem } from "#lib/protocol/session-list.ts";
import { LOSS_REASONS } from "#lib/protocol/viewer-second.ts";

/** The two largest reasons: the respondent's own page has all of them, second by second. */
export function LossCell({ losses, seconds }: Pick<SessionListItem, "losses" | "seconds">) {
  const { count } = useNumberWords();
  const named = LOSS_REASONS.map((reason) => ({ reason, lost: losses[reason] ?? 0 }))
    .filter(({ lost }) => lost > 0)
    .sort((a, b) => b.lost - a.lost);
  if (named.length === 0) return seconds === 0 ? "\u2013" : "Nothing";
  const shown = named.slice(0, 2).map(({ reason, lost }) => `${LOSS_LABELS[reason]} ${count(lost)} s`);
  return `${shown.join(", ")}${named.length > 2 ? ` and ${count(named.length - 2)} more` : ""}`;
}
