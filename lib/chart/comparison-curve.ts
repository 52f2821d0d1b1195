import type { ComparedPoint } from "#lib/protocol/comparison.ts";
import type { Curve } from "./series.ts";

/** One line of a comparison second by second: a cut's means, or how far the other lies from them. */
export function comparisonCurve(points: readonly ComparedPoint[], line: "a" | "b" | "difference"): Curve {
  const missing = (at: number) => !points[at]?.[line];
  return points.map((point, second) => {
    const estimate = point[line];
    const n = { a: point.nA, b: point.nB, difference: Math.min(point.nA, point.nB) }[line];
    return {
      second,
      atSeconds: second + 0.5,
      value: estimate?.value ?? null,
      band: estimate && [estimate.low, estimate.high],
      n,
      alone: estimate !== null && missing(second - 1) && missing(second + 1),
    };
  });
}

/** Where the other film has to be while the first stands at `seconds`: in the same scene, as far from its start. */
export function counterpartAt(
  points: readonly { a: SecondSpan; b: SecondSpan }[],
  seconds: number,
): number | null {
  const here = points.find(({ a }) => seconds >= a.startSecond && seconds < a.endSecond);
  if (!here) return null;
  const there = here.b.startSecond + seconds - here.a.startSecond;
  return there < here.b.endSecond ? there : null;
}

interface SecondSpan {
  startSecond: number;
  endSecond: number;
}
