import type { NumberWords } from "#lib/chart/number-words.ts";
import type { Selection } from "#lib/chart/selection.ts";

/** What the main chart shows, as a sentence under its title. */
export function measureSentence(
  { basis, measure, threshold }: Pick<Selection, "basis" | "measure" | "threshold">,
  { decimal }: NumberWords,
): string {
  const above = basis === "corrected" ? " above their baseline" : "";
  if (measure === "mean") return `Mean expression score of all measured viewers${above}. Band: 95% interval.`;
  return `Viewers whose expression score is ${decimal(threshold)} or more${above}. Band: 95% interval.`;
}
