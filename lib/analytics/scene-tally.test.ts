import { describe, expect, it } from "vitest";
import { EXPRESSIONS } from "#lib/protocol/expressions.ts";
import { lostSecond, scoredSecond, trackPage } from "#lib/testing/track-pages.ts";
import { achievedOf, changeOf, SceneTally, secondsOfScene } from "./scene-tally.ts";

/** A second with this corrected happy, 1/10,000; null is lost. */
const happy = (corrected: number | null) =>
  corrected === null ? lostSecond : scoredSecond({ happy: corrected });

/** Viewers by their seconds. */
const pageOf = (viewers: readonly (readonly (number | null)[])[]) =>
  trackPage(viewers.map((seconds) => ({ seconds: seconds.map(happy) })));

const HAPPY = EXPRESSIONS.indexOf("happy");

describe("the seconds of a scene", () => {
  it("are those whose middle lies in it, so that neighbours share none", () => {
    expect(secondsOfScene({ startMs: 0, endMs: 5_000 })).toEqual({ from: 0, to: 5 });
    expect(secondsOfScene({ startMs: 5_000, endMs: 9_600 })).toEqual({ from: 5, to: 10 });
    expect(secondsOfScene({ startMs: 9_600, endMs: 12_000 })).toEqual({ from: 10, to: 12 });
    expect(secondsOfScene({ startMs: 4_600, endMs: 5_400 })).toEqual({ from: 5, to: 6 });
  });
});

describe("the mean of a scene", () => {
  const shares = { basis: "corrected", threshold: 0.25 } as const;
  const scenes = [
    { from: 0, to: 2 },
    { from: 2, to: 4 },
  ];

  it("counts each viewer once, by the seconds that are valid", () => {
    const tally = new SceneTally(4, scenes, shares);
    tally.add(
      pageOf([
        [3_000, 3_000, 0, 0],
        [3_000, 0, 0, 0],
        [3_000, null, null, null],
        [null, null, 2_500, 0],
        [0, 0],
      ]),
    );
    const { viewers, sums } = tally.finish();
    expect(viewers).toBe(5);
    // Own shares 1, 0.5, 1 and 0; the fourth has no valid second in it.
    expect(sums[0]?.[HAPPY]).toEqual({ n: 4, sum: 25_000, sumSquares: 225_000_000 });
    // 0, 0 and 0.5: a score of exactly the threshold reacts.
    expect(sums[1]?.[HAPPY]).toEqual({ n: 3, sum: 5_000, sumSquares: 25_000_000 });
    expect(achievedOf(sums[0]![HAPPY]!)).toEqual({ n: 4, estimate: null });
  });

  it("has the interval of a mean of shares, the same page by page", () => {
    // Own shares 0, 0.5, 1, 0.5 and 0.5.
    const viewers = [
      [0, 0],
      [3_000, 0],
      [3_000, 3_000],
      [0, 3_000],
      [3_000, 0],
    ];
    const whole = new SceneTally(2, [{ from: 0, to: 2 }], shares);
    whole.add(pageOf(viewers));
    const parts = new SceneTally(2, [{ from: 0, to: 2 }], shares);
    for (const viewer of viewers) parts.add(pageOf([viewer]));
    expect(parts.finish()).toEqual(whole.finish());
    const { estimate, n } = achievedOf(whole.finish().sums[0]![HAPPY]!);
    expect(n).toBe(5);
    // Variance 0.125, effective n 0.25 / 0.025 * (1.959964 / 2.776445)^2 = 4.983, so n = 5: Wilson's of 2.5 in 5.
    expect(estimate?.value).toBeCloseTo(0.5, 12);
    expect(estimate?.low).toBeCloseTo(0.170424, 6);
    expect(estimate?.high).toBeCloseTo(0.829576, 6);
  });

  it("of a scene in which hardly anybody reacts begins at no share below 0", () => {
    const tally = new SceneTally(2, [{ from: 0, to: 2 }], shares);
    tally.add(pageOf([...Array.from({ length: 39 }, () => [0, 0]), [3_000, 0]]));
    const { estimate } = achievedOf(tally.finish().sums[0]![HAPPY]!);
    expect(estimate?.value).toBeCloseTo(0.0125, 12);
    expect(estimate?.low).toBeGreaterThan(0);
    expect(estimate?.high).toBeLessThan(0.15);
  });

  it("changes by the interval that follows from both, and by nothing that can be told with too few viewers", () => {
    const sumsOf = (values: readonly number[]) => ({
      n: values.length,
      sum: values.reduce((total, value) => total + value, 0),
      sumSquares: values.reduce((total, value) => total + value * value, 0),
    });
    const after = achievedOf(sumsOf([4_000, 5_000, 6_000, 7_000, 8_000]));
    const before = achievedOf(sumsOf([1_000, 2_000, 2_000, 2_000, 3_000, 2_000]));
    const change = changeOf(after, before);
    // 0.6 (0.403402 to 0.768923) of effective n 23.920, and 0.2 (0.142070 to 0.274007) of 139.523, which reaches as far
    // as that of six who do not react, 0.390334.
    expect(change?.value).toBeCloseTo(0.4, 12);
    expect(change?.low).toBeCloseTo(0.4 - Math.hypot(0.196598, 0.190334), 5);
    expect(change?.high).toBeCloseTo(0.4 + Math.hypot(0.168923, 0.05793), 5);
    expect(changeOf(after, achievedOf(sumsOf([1, 2, 3, 4])))).toBeNull();
  });
});
