import { describe, expect, it } from "vitest";
import type { Curve } from "./series.ts";
import { smoothCurve } from "./smooth-curve.ts";

function curveOf(values: (number | null)[], n: number[] = values.map(() => 40)): Curve {
  return values.map((value, second) => ({
    second,
    atSeconds: second + 0.5,
    value,
    band: value === null ? null : [value - 0.1, value + 0.2],
    n: n[second]!,
    alone: false,
  }));
}

const valuesOf = (curve: Curve) => curve.map(({ value }) => value);

describe("smoothing for display", () => {
  it("is off unless asked for: the curve itself", () => {
    const curve = curveOf([0, 1, 0]);
    expect(smoothCurve(curve, 0)).toBe(curve);
  });

  it("is a centred mean whose window shrinks alike on both sides at the ends", () => {
    expect(valuesOf(smoothCurve(curveOf([0, 3, 6, 0, 0]), 3))).toEqual([0, 3, 3, 2, 0]);
    expect(valuesOf(smoothCurve(curveOf([0, 3, 6, 1, 5]), 5))).toEqual([0, 3, 3, 4, 5]);
  });

  it("never fills a gap and never averages over one", () => {
    expect(valuesOf(smoothCurve(curveOf([2, 4, null, 8, 9, 10]), 3))).toEqual([2, 4, null, 8, 9, 10]);
    const jump = curveOf([1, 2, 3]).map((point, i) => (i === 2 ? { ...point, second: 9 } : point));
    expect(valuesOf(smoothCurve(jump, 3))).toEqual([1, 2, 3]);
  });

  it("keeps the least n of what it averaged and a band no narrower than the seconds' own", () => {
    const [, middle] = smoothCurve(curveOf([0, 3, 6], [40, 30, 20]), 3);
    expect(middle?.n).toBe(20);
    expect(middle?.band?.[0]).toBeCloseTo(2.9);
    expect(middle?.band?.[1]).toBeCloseTo(3.2);
  });

  it("does not change the curve that it was given", () => {
    const curve = curveOf([0, 3, 6]);
    const before = structuredClone(curve);
    smoothCurve(curve, 3);
    expect(curve).toEqual(before);
  });
});
