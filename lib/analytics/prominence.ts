/** A place at which a curve is not lower than beside it. */
export interface Peak {
  /** Index; the first of a plateau. */
  at: number;
  prominence: number;
}

/**
 * The peaks of a curve with their topographic prominence: how far one must go down from a peak before the curve is
 * higher than it; the higher of the two sides' lowest points counts. A missing value (null) ends the curve as its
 * ends do: there a peak has one side, and a curve that is level throughout has no peak.
 */
export function findPeaks(curve: readonly (number | null)[]): Peak[] {
  const peaks: Peak[] = [];
  for (let at = 0; at < curve.length; at++) {
    const height = curve[at] ?? null;
    if (height === null || curve[at - 1] === height) continue;
    let end = at;
    while (curve[end + 1] === height) end++;
    const left = curve[at - 1] ?? null;
    const right = curve[end + 1] ?? null;
    if ((left !== null && left > height) || (right !== null && right > height)) continue;
    const lows = [lowest(curve, at, -1, height), lowest(curve, end, 1, height)].filter((low) => low !== null);
    if (lows.length > 0) peaks.push({ at, prominence: height - Math.max(...lows) });
  }
  return peaks;
}

/** Lowest value on the way from `from` until the curve is higher than `height` or ends; null without any. */
function lowest(
  curve: readonly (number | null)[],
  from: number,
  step: 1 | -1,
  height: number,
): number | null {
  let low: number | null = null;
  for (let i = from + step; ; i += step) {
    const here = curve[i] ?? null;
    if (here === null || here > height) return low;
    low = low === null ? here : Math.min(low, here);
  }
}
