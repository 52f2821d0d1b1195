import { CALLED_P, type ComparedSpan, type Comparison } from "#lib/protocol/comparison.ts";
import { clockTime } from "./axis-format.ts";
import { CURVE_LABELS, distanceText } from "./curve-words.ts";
import type { NumberWords } from "./number-words.ts";

/** The clusters that are called differences, the largest difference first. */
export function calledSpans(comparison: Comparison): ComparedSpan[] {
  return comparison.spans
    .filter(({ p }) => p < CALLED_P)
    .sort((a, b) => Math.abs(b.difference) - Math.abs(a.difference) || a.from - b.from);
}

/** Where a point lies: "0:12 to 0:13", or the scene's name. */
export function pointPlace({ points }: Comparison, at: number): string {
  return spanPlace({ from: at, to: at + 1 }, { points });
}

/** Where a span lies: "0:12 to 0:18", or the scene's name. */
export function spanPlace(
  { from, to }: Pick<ComparedSpan, "from" | "to">,
  { points }: Pick<Comparison, "points">,
): string {
  const first = points[from];
  const last = points[to - 1];
  if (!first || !last) throw new RangeError(`no points ${from} to ${to}`);
  if (first.label !== null) return `scene “${first.label}”`;
  return `${clockTime(first.a.startSecond)} to ${clockTime(last.a.endSecond)}`;
}

/** "Happy is higher in “Cut B” around 0:12 to 0:18: by 8 points on average (p = 0.004)." */
export function spanSentence(
  span: ComparedSpan,
  comparison: Comparison,
  titles: { a: string; b: string },
  numbers: NumberWords,
): string {
  const { curve, difference, p } = span;
  const distance = distanceText(curve, comparison.measure, difference, numbers);
  return `${CURVE_LABELS[curve]} is higher in “${titles[span.higher]}” ${whereText(span, comparison)}: by ${distance} on average (${pText(p, numbers.decimal)}).`;
}

function whereText(span: ComparedSpan, comparison: Comparison): string {
  return `${comparison.alignment === "scenes" ? "in" : "around"} ${spanPlace(span, comparison)}`;
}

/** "p = 0.004"; what is smaller than three digits show is said to be. */
export function pText(p: number, decimal: NumberWords["decimal"]): string {
  return p < 0.001 ? `p < ${decimal(0.001, 3)}` : `p = ${decimal(p, 3)}`;
}

/** In a sentence, what came out: the first thing that is read. */
export function verdict(
  comparison: Comparison,
  titles: { a: string; b: string },
  numbers: NumberWords,
): string {
  const called = calledSpans(comparison);
  const tested = comparison.alignment === "scenes" ? "scene" : "second";
  const [first] = called;
  if (!first) {
    return `No difference between “${titles.a}” and “${titles.b}” that chance could not have made, in any ${tested} and curve.`;
  }
  const { curve, difference } = first;
  const most = `${CURVE_LABELS[curve].toLowerCase()} is ${distanceText(curve, comparison.measure, difference, numbers)} higher in “${titles[first.higher]}” ${whereText(first, comparison)}`;
  if (called.length === 1) return `The cuts differ: ${most}.`;
  return `The cuts differ in ${numbers.count(called.length)} ways. Most of all, ${most}.`;
}
