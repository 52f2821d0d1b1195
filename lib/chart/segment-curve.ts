import type { Timeline } from "#lib/protocol/timeline.ts";
import type { NumberWords } from "./number-words.ts";
import type { Selection } from "./selection.ts";
import { attentionCurve, audienceCurves, type Curve, valenceCurve } from "./series.ts";

/** What of a segment is drawn when several are laid over each other. */
export function segmentCurve(timeline: Timeline, { curve, measure }: Selection): Curve {
  if (curve === "valence") return valenceCurve(timeline);
  if (curve === "attention") return attentionCurve(timeline);
  return audienceCurves(timeline, measure)[curve];
}

/** "n = 40 to 44": how many viewers the seconds of a curve rest on. */
export function nRange(curve: Curve, { count }: NumberWords): string {
  const ns = curve.map(({ n }) => n);
  if (ns.length === 0) return `n = ${count(0)}`;
  const [least, most] = [Math.min(...ns), Math.max(...ns)];
  return least === most ? `n = ${count(most)}` : `n = ${count(least)} to ${count(most)}`;
}
