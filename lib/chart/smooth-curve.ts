import { EXPRESSIONS, type Expression } from "#lib/protocol/expressions.ts";
import type { Curve, CurvePoint } from "./series.ts";

/** Seconds of the centred mean that a chart may show; 0 is the stored numbers as they are. */
export const SMOOTHINGS = [0, 3, 5] as const;
export type Smoothing = (typeof SMOOTHINGS)[number];

/**
 * A curve for the eye: every second the mean of itself and its neighbours, as many on either side. Nothing is
 * averaged over a gap and no gap is filled: the window shrinks on both sides to the seconds that are there, so the
 * seconds beside a gap stay as they are.
 *
 * The band is the mean of the seconds' own 95% intervals. Neighbouring seconds come from the same viewers, so an
 * interval of the mean could only be narrower: it never claims more than was measured. n is the least of the
 * seconds that were averaged.
 */
export function smoothCurve(curve: Curve, smoothing: Smoothing): Curve {
  const reach = (smoothing - 1) / 2;
  if (reach <= 0) return curve;
  return curve.map((point, index) => {
    if (point.value === null) return point;
    const within: CurvePoint[] = [point];
    for (let step = 1; step <= reach; step++) {
      const [before, after] = [curve[index - step], curve[index + step]];
      if (!isBeside(before, point, -step) || !isBeside(after, point, step)) break;
      within.push(before, after);
    }
    return {
      ...point,
      value: mean(within.map(({ value }) => value ?? 0)),
      band: point.band && [
        mean(within.map(({ band }) => band?.[0] ?? 0)),
        mean(within.map(({ band }) => band?.[1] ?? 0)),
      ],
      n: Math.min(...within.map(({ n }) => n)),
    };
  });
}

/** The same for each of the seven. */
export function smoothCurves(
  curves: Record<Expression, Curve>,
  smoothing: Smoothing,
): Record<Expression, Curve> {
  if (smoothing === 0) return curves;
  const entries = EXPRESSIONS.map((name) => [name, smoothCurve(curves[name], smoothing)] as const);
  return Object.fromEntries(entries) as Record<Expression, Curve>;
}

/** A second that is there, where it should be, and knows its band when the middle one does. */
function isBeside(point: CurvePoint | undefined, middle: CurvePoint, step: number): point is CurvePoint {
  return (
    point !== undefined &&
    point.value !== null &&
    point.second === middle.second + step &&
    (point.band !== null) === (middle.band !== null)
  );
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
