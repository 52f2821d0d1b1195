import { SHARE_CURVES } from "#lib/protocol/curves.ts";
import type { Moment } from "#lib/protocol/moments.ts";
import { clockTime } from "./axis-format.ts";
import { CURVE_LABELS, distanceText, isShare } from "./curve-words.ts";
import type { NumberWords } from "./number-words.ts";

/** "Happy peaks at 0:12: 41% of 186 viewers, band 34 to 48, 29 points above the film’s mean." */
export function momentSentence(moment: Moment, measure: "share" | "mean", numbers: NumberWords): string {
  const { curve, direction, second, n, estimate, difference } = moment;
  const share = isShare(curve, measure);
  const verb = direction === "peak" ? "peaks" : "dips";
  const value = share ? numbers.percent(estimate.value) : numbers.signed(estimate.value);
  const end = (at: number) => (share ? numbers.decimal(at * 100, 0) : numbers.signed(at));
  const apart = distanceText(curve, measure, difference.value, numbers);
  const side = difference.value >= 0 ? "above" : "below";
  const among = share && !SHARE_CURVES.includes(curve) ? `${value} of` : `${value}, mean of`;
  return `${CURVE_LABELS[curve]} ${verb} at ${clockTime(second)}: ${among} ${numbers.count(n)} viewers, band ${end(estimate.low)} to ${end(estimate.high)}, ${apart} ${side} the film’s mean.`;
}
