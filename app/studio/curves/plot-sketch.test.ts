import { describe, expect, it } from "vitest";
import { mostViewers, stripPoints } from "#lib/chart/losses.ts";
import { audienceSecond, timelineOf } from "#lib/testing/timelines.ts";
import { valueTickCount } from "./plot-geometry.ts";
import { shareDown } from "./plot-sketch.tsx";

describe("a sketched plot", () => {
  it("places values from its largest, 0, to its smallest, 1", () => {
    expect([0.6, 0.3, 0].map((value) => shareDown([0, 0.6], value))).toEqual([0, 0.5, 1]);
    expect(shareDown([-0.2, 0.4], 0)).toBe(0.6667);
  });

  it("writes fewer values beside a low plot, and no more than five beside a high one", () => {
    expect([72, 116, 300].map(valueTickCount)).toEqual([2, 4, 5]);
  });

  it("is as high as the second that most viewers reached, and never without height", () => {
    const timeline = timelineOf([
      audienceSecond(0, { n: 40, reached: 50 }),
      audienceSecond(1, { n: 45, reached: 48 }),
    ]);
    expect(mostViewers(stripPoints(timeline))).toBe(50);
    expect(mostViewers([])).toBe(1);
  });
});
