import { type CurveName, SHARE_CURVES } from "#lib/protocol/curves.ts";
import type { Basis } from "#lib/protocol/timeline.ts";
import type { NumberWords } from "./number-words.ts";
import { EXPRESSION_STYLES } from "./palette.ts";
import type { Measure } from "./series.ts";

/** How a curve is called at the beginning of a sentence. */
export const CURVE_LABELS: Record<CurveName, string> = {
  ...(Object.fromEntries(
    Object.entries(EXPRESSION_STYLES).map(([expression, { label }]) => [expression, label]),
  ) as Record<keyof typeof EXPRESSION_STYLES, string>),
  valence: "Valence",
  attention: "Attention",
  interest: "Interest",
};

/** Whether a curve's values are shares, and so read as percentages and points. */
export function isShare(curve: CurveName, measure: Measure): boolean {
  if (SHARE_CURVES.includes(curve)) return true;
  return curve !== "valence" && measure === "share";
}

/** How a curve's values are written: 41%, or a score; signed where it can lie below zero. */
export function curveFormat(
  curve: CurveName,
  { measure, basis }: { measure: Measure; basis: Basis },
  { percent, decimal, signed }: NumberWords,
): (value: number) => string {
  if (isShare(curve, measure)) return (value) => percent(value);
  return basis === "raw" && curve !== "valence" ? (value) => decimal(value) : (value) => signed(value);
}

/** How far two values of a curve lie apart: "12 points" of shares, "0.12" of scores. */
export function distanceText(
  curve: CurveName,
  measure: Measure,
  difference: number,
  { decimal }: NumberWords,
): string {
  const distance = Math.abs(difference);
  if (!isShare(curve, measure)) return decimal(distance);
  return `${decimal(distance * 100, 0)} ${Math.round(distance * 100) === 1 ? "point" : "points"}`;
}

/** A signed difference of two values of a curve, points of shares: "+12" or "+0.12". */
export function differenceFormat(
  curve: CurveName,
  measure: Measure,
  { signed }: NumberWords,
): (difference: number) => string {
  return isShare(curve, measure) ? (value) => signed(value * 100, 0) : (value) => signed(value);
}
