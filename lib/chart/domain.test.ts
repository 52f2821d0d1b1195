import { describe, expect, it } from "vitest";
import { timeTicks, valueDomain, valueTicks } from "./domain.ts";
import type { Curve } from "./series.ts";

const curveOf = (...points: [value: number | null, low?: number, high?: number][]): Curve =>
  points.map(([value, low, high], second) => ({
    second,
    atSeconds: second + 0.5,
    value,
    band: low === undefined || high === undefined ? null : [low, high],
    n: 10,
    alone: false,
  }));

const SHARE = { floor: 0, ceiling: 1 };
const SIGNED = { floor: -1, ceiling: 1 };

describe("the vertical range", () => {
  it("holds the bands, not only the values", () => {
    expect(valueDomain([curveOf([0.3, 0.22, 0.41])], SHARE)).toEqual([0, 0.5]);
  });

  it("does not grow by a step when a band ends on a tenth", () => {
    expect(valueDomain([curveOf([0.25, 0.2, 0.30000000000000004])], SHARE)[1]).toBeCloseTo(0.3, 10);
  });

  it("keeps a quiet video quiet", () => {
    expect(valueDomain([curveOf([0.01, 0, 0.04])], SHARE)).toEqual([0, 0.2]);
    expect(valueDomain([], SHARE)).toEqual([0, 0.2]);
  });

  it("goes below zero where scores do, and never beyond the measure's limits", () => {
    expect(valueDomain([curveOf([-0.12, -0.31, 0.05])], SIGNED)).toEqual([-0.4, 0.2]);
    expect(valueDomain([curveOf([0.98, 0.9, 1.04])], SHARE)).toEqual([0, 1]);
  });

  it("is not moved by what is missing", () => {
    expect(valueDomain([curveOf([null], [0.1, 0.05, 0.15])], SHARE)).toEqual([0, 0.2]);
  });
});

describe("ticks", () => {
  it("stand on round steps and include zero", () => {
    expect(valueTicks([0, 0.5], 5)).toEqual([0, 0.1, 0.2, 0.3, 0.4, 0.5]);
    expect(valueTicks([-0.4, 0.2], 5)).toEqual([-0.4, -0.2, 0, 0.2]);
    expect(valueTicks([0, 1], 2)).toEqual([0, 0.5, 1]);
  });

  it("of time are few enough to read, on steps that people count in", () => {
    expect(timeTicks({ from: 0, to: 30 }, 7)).toEqual([0, 5, 10, 15, 20, 25, 30]);
    expect(timeTicks({ from: 0, to: 95 }, 7)).toEqual([0, 15, 30, 45, 60, 75, 90]);
    expect(timeTicks({ from: 0, to: 1800 }, 7)).toEqual([0, 300, 600, 900, 1200, 1500, 1800]);
    expect(timeTicks({ from: 12.5, to: 20 }, 7)).toEqual([14, 16, 18, 20]);
  });
});
