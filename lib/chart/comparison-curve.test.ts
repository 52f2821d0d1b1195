import { describe, expect, it } from "vitest";
import { comparisonCurve, counterpartAt } from "./comparison-curve.ts";

const estimate = (value: number) => ({ value, low: value - 0.1, high: value + 0.1 });

describe("the lines of a comparison", () => {
  it("keep each point's value, band and n, and leave a gap where a cut has too few viewers", () => {
    const points = [
      { nA: 40, nB: 30, a: estimate(0.2), b: estimate(0.3), difference: estimate(0.1) },
      { nA: 40, nB: 4, a: estimate(0.25), b: null, difference: null },
      { nA: 39, nB: 4, a: null, b: null, difference: null },
    ];
    expect(comparisonCurve(points, "a").map(({ value, n, alone }) => [value, n, alone])).toEqual([
      [0.2, 40, false],
      [0.25, 40, false],
      [null, 39, false],
    ]);
    expect(comparisonCurve(points, "b")[0]).toEqual({
      second: 0,
      atSeconds: 0.5,
      value: 0.3,
      band: [0.3 - 0.1, 0.3 + 0.1],
      n: 30,
      alone: true,
    });
    expect(comparisonCurve(points, "difference").map(({ n }) => n)).toEqual([30, 4, 4]);
  });
});

describe("where the other film is", () => {
  const span = (startSecond: number, endSecond: number) => ({ startSecond, endSecond });
  const scenes = [
    { a: span(0, 4), b: span(2, 4) },
    { a: span(6, 9), b: span(5, 8) },
  ];

  it("is as far into the same scene, until that has no more", () => {
    expect(counterpartAt(scenes, 0)).toBe(2);
    expect(counterpartAt(scenes, 1.5)).toBe(3.5);
    expect(counterpartAt(scenes, 2)).toBeNull();
    expect(counterpartAt(scenes, 7)).toBe(6);
  });

  it("is nowhere between scenes", () => {
    expect(counterpartAt(scenes, 5)).toBeNull();
    expect(counterpartAt(scenes, 9)).toBeNull();
  });
});
