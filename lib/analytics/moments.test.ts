import { describe, expect, it } from "vitest";
import type { Moment } from "#lib/protocol/moments.ts";
import type { ViewerSecond } from "#lib/protocol/viewer-second.ts";
import { scoredSecond, type TestTrack, trackPage } from "#lib/testing/track-pages.ts";
import { MomentTally } from "./moments.ts";
import { seededRandom } from "./seeded-random.ts";
import { wilson95 } from "./wilson.ts";

const SHARE = { basis: "corrected", threshold: 0.25 } as const;

function momentsOf(viewers: readonly TestTrack[], seconds: number, threshold: number | null = 0.25) {
  const tally = new MomentTally(seconds, { ...SHARE, threshold });
  tally.add(trackPage(viewers));
  return tally.finish();
}

/** Viewers of whom `reacting(viewer, second)` are happy, over a little noise that reaches no threshold. */
function audience(
  viewers: number,
  seconds: number,
  reacting: (viewer: number, second: number) => boolean,
  rest: (second: number) => Partial<ViewerSecond> = () => ({}),
): TestTrack[] {
  const { uniform } = seededRandom("moments");
  return Array.from({ length: viewers }, (_, viewer) => ({
    seconds: Array.from({ length: seconds }, (_, second) =>
      scoredSecond({ happy: reacting(viewer, second) ? 5_000 : Math.round(1_000 * uniform()) }, rest(second)),
    ),
  }));
}

describe("moments", () => {
  it("tell the sentence: where happy peaks, how many of how many, and how far above the film's mean", () => {
    const viewers = audience(186, 20, (viewer, second) => second === 12 && viewer % 5 < 2);
    const { moments, viewers: counted, tests } = momentsOf(viewers, 20);
    // 0, 1, 5, 6, ...: 75 of 186.
    const share = 75 / 186;
    expect(counted).toBe(186);
    expect(tests).toBe(20 * 9);
    expect(moments).toEqual([
      {
        curve: "happy",
        direction: "peak",
        startSecond: 12,
        endSecond: 13,
        second: 12,
        n: 186,
        estimate: wilson95(75, 186),
        filmMean: expect.closeTo(share / 20, 12),
        // Who reacts differs from their own mean by 0.95, who does not by 0.
        difference: expect.objectContaining({ value: expect.closeTo(share * 0.95, 12) }),
        prominence: expect.closeTo(share, 12),
        adjustedP: expect.any(Number),
      } satisfies Moment,
    ]);
    expect(moments[0]!.adjustedP).toBeLessThan(1e-9);
  });

  it("span the seconds that differ, and near peaks are one", () => {
    const level: Record<number, number> = { 5: 4, 6: 6, 7: 4, 8: 7, 9: 4, 15: 5 };
    const { moments } = momentsOf(
      audience(200, 20, (viewer, second) => viewer % 10 < (level[second] ?? 0)),
      20,
    );
    expect(moments.map(({ second, startSecond, endSecond }) => [second, startSecond, endSecond])).toEqual([
      [8, 5, 10],
      [15, 15, 16],
    ]);
  });

  it("are not made of noise, nor of less than five points, nor of few viewers", () => {
    const { uniform } = seededRandom("noise");
    const noise = Array.from({ length: 60 }, () => ({
      seconds: Array.from({ length: 30 }, () => scoredSecond({ happy: Math.round(4_000 * uniform()) })),
    }));
    expect(momentsOf(noise, 30).moments).toEqual([]);
    const small = audience(2_000, 20, (viewer, second) => second === 12 && viewer % 100 < 4);
    expect(momentsOf(small, 20).moments).toEqual([]);
    const four = audience(4, 20, (_, second) => second === 12);
    expect(momentsOf(four, 20)).toMatchObject({ tests: 0, moments: [] });
  });

  it("are dips of attention, and peaks of scores when means are asked for", () => {
    const { normal } = seededRandom("dip");
    const viewers = audience(
      40,
      12,
      (_, second) => second === 3,
      (second) => ({ attention: Math.round(9_000 - (second === 8 ? 4_000 : 0) + 200 * normal()) }),
    );
    const { moments } = momentsOf(viewers, 12, null);
    expect(moments.map(({ curve, direction, second }) => [curve, direction, second])).toEqual([
      ["happy", "peak", 3],
      ["attention", "dip", 8],
    ]);
    expect(moments[0]!.estimate.value).toBeCloseTo(0.5, 12);
    expect(moments[1]!.difference.value).toBeLessThan(-0.3);
  });
});
