import type { CurveName } from "#lib/protocol/curves.ts";
import type { Moment } from "#lib/protocol/moments.ts";
import { clockTime } from "./axis-format.ts";
import type { NumberWords } from "./number-words.ts";
import { EXPRESSION_STYLES } from "./palette.ts";

export const CURVE_LABELS: Record<CurveName, string> = {
  ...(Object.fromEntries(
    Object.entries(EXPRESSION_STYLES).map(([expression, { label }]) => [expression, label]),
  ) as Record<keyof typeof EXPRESSION_STYLES, string>),
  valence: "Valence",
  attention: "Attention",
  interest: "Interest",
};

/** Whether a curve's values are shares, and so read as percentages and points. */
export function isShare(curve: CurveName, measure: "share" | "mean"): boolean {
  if (curve === "attention" || curve === "interest") return true;
  return curve !== "valence" && measure === "share";
}

/** "Happy peaks at 0:12: 41% of 186 viewers, band 34 to 48, 29 points above the film’s mean." */
export function momentSentence(moment: Moment, measure: "share" | "mean", numbers: NumberWords): string {
  const { curve, direction, second, n, estimate, difference } = moment;
  const share = isShare(curve, measure);
  const verb = direction === "peak" ? "peaks" : "dips";
  const value = share ? numbers.percent(estimate.value) : numbers.signed(estimate.value);
  const end = (at: number) => (share ? numbers.decimal(at * 100, 0) : numbers.signed(at));
  const distance = Math.abs(difference.value);
  const apart = share ? `${numbers.decimal(distance * 100, 0)} points` : numbers.decimal(distance);
  const side = difference.value >= 0 ? "above" : "below";
  const among = share && curve !== "attention" && curve !== "interest" ? `${value} of` : `${value}, mean of`;
  return `${CURVE_LABELS[curve]} ${verb} at ${clockTime(second)}: ${among} ${numbers.count(n)} viewers, band ${end(estimate.low)} to ${end(estimate.high)}, ${apart} ${side} the film’s mean.`;
}
