import type { Achieved, TestedTarget } from "#lib/protocol/intent.ts";
import { MIN_AUDIENCE } from "#lib/protocol/limits.ts";
import { distanceText } from "./curve-words.ts";
import type { NumberWords } from "./number-words.ts";

/** What a scene did of a target: "41% (34% to 48%), n = 186". */
export function achievedText({ estimate, n }: Achieved, { percent, count }: NumberWords): string {
  if (estimate === null) return `${count(n)} of ${MIN_AUDIENCE} viewers`;
  return `${percent(estimate.value)} (${percent(estimate.low)} to ${percent(estimate.high)}), n = ${count(n)}`;
}

/** How far this cut is from the one it is compared with, said only as far as the interval of the difference allows. */
export function changeText(
  { target, before, change }: Pick<TestedTarget, "target" | "before" | "change">,
  /** Title of the cut compared with. */
  title: string,
  words: NumberWords,
): string {
  if (before === null) return `“${title}” has no such scene.`;
  if (change === null || before.estimate === null) return `Too few viewers of “${title}” to compare with.`;
  const was = `Was ${words.percent(before.estimate.value)} in “${title}”, n = ${words.count(before.n)}.`;
  const { value, low, high } = change;
  if (low <= 0 && high >= 0) {
    const points = (share: number) => words.signed(share * 100, 0);
    return `${was} Difference ${points(value)} points (${points(low)} to ${points(high)}): not told from chance.`;
  }
  const apart = distanceText(target.expression, "share", value, words);
  const [least, most] = value > 0 ? [low, high] : [-high, -low];
  const range = `${words.decimal(least * 100, 0)} to ${words.decimal(most * 100, 0)}`;
  return `${was} This cut: ${apart} ${value > 0 ? "higher" : "lower"} (${range}).`;
}
