import { describe, expect, it } from "vitest";
import { HEADLINES, type HeadlineName, type VideoSummary } from "#lib/protocol/overview.ts";
import { lostSecond, scoredSecond, type TestTrack, trackPage } from "#lib/testing/track-pages.ts";
import { seededRandom } from "./seeded-random.ts";
import { WATCHING } from "./track-page.ts";
import { drawnUnits, SummaryTally } from "./video-summary.ts";
import { wilson95 } from "./wilson.ts";

const MEAN = { basis: "corrected", threshold: null } as const;
const SHARE = { basis: "corrected", threshold: 0.25 } as const;

function summaryOf(
  viewers: readonly TestTrack[],
  seconds: number,
  reading: typeof MEAN | typeof SHARE = MEAN,
  expectedViewers = viewers.length,
): VideoSummary {
  const tally = new SummaryTally({ videoId: 1, seconds, reading, expectedViewers, seed: "test" });
  // In pages of three, as a long list of viewers comes.
  for (let i = 0; i < viewers.length; i += 3) tally.add(trackPage(viewers.slice(i, i + 3)));
  return tally.finish();
}

const headline = (summary: VideoSummary, name: HeadlineName) => summary.headlines[HEADLINES.indexOf(name)]!;
const value = (summary: VideoSummary, name: HeadlineName) => headline(summary, name).estimate?.value;

/** Five viewers alike, over ten seconds: surprise peaks at 2 and, later than counts, at 9; happy at 4. */
const ALIKE: TestTrack[] = Array.from({ length: 5 }, () => ({
  seconds: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9].map((second) =>
    scoredSecond(
      { surprise: second === 2 ? 3_000 : second === 9 ? 9_000 : 0, happy: 1_000 * (second === 4 ? 6 : 1) },
      { valence: 2_000, interest: 500 * (second % 2), attention: 8_000 },
    ),
  ),
}));

describe("headlines of a video", () => {
  it("are what their definitions say, on viewers who are all alike", () => {
    const summary = summaryOf(ALIKE, 10);
    expect(headline(summary, "attraction")).toEqual({
      name: "attraction",
      n: 5,
      estimate: { value: 0.3, low: 0.3, high: 0.3 },
      second: 2,
      few: true,
    });
    expect(headline(summary, "peak")).toMatchObject({ estimate: { value: 0.6 }, second: 4 });
    expect(value(summary, "end")).toBeCloseTo(0.1, 12);
    expect(value(summary, "peakEnd")).toBeCloseTo(0.35, 12);
    expect(value(summary, "retention")).toBe(1);
    expect(value(summary, "completion")).toBe(1);
    expect(value(summary, "interest")).toBeCloseTo(0.025, 12);
    expect(value(summary, "attention")).toBeCloseTo(0.8, 12);
    expect(value(summary, "valence")).toBeCloseTo(0.2, 12);
  });

  it("read expressions as shares of viewers when asked to", () => {
    const mixed = [2_500, 2_499, 4_000, 0, 0].map((happy) => ({
      seconds: [scoredSecond({ happy }), scoredSecond({})],
    }));
    const summary = summaryOf(mixed, 2, SHARE);
    expect(headline(summary, "peak")).toMatchObject({ estimate: { value: 0.4 }, second: 0 });
    expect(value(summary, "end")).toBeCloseTo(0.2, 12);
  });

  it("follow who is still watching, and leave out who may still be", () => {
    const watched = (seconds: number, state: number): TestTrack => ({
      state,
      seconds: Array.from({ length: seconds }, () => lostSecond),
    });
    const viewers = [
      watched(4, 1),
      watched(4, 0),
      watched(2, 0),
      watched(1, 0),
      watched(3, 1),
      watched(1, WATCHING),
    ];
    const summary = summaryOf(viewers, 4);
    expect(summary.viewers).toBe(6);
    // A finished viewer whose last second was lost on the way has watched it all the same.
    expect(summary.retention.map(({ estimate, n }) => [estimate?.value, n])).toEqual([
      [1, 5],
      [0.8, 5],
      [0.6, 5],
      [0.6, 5],
    ]);
    expect(value(summary, "completion")).toBe(0.6);
    expect(value(summary, "retention")).toBeCloseTo(0.75, 12);
    expect(headline(summary, "peak")).toMatchObject({ estimate: null, n: 0, second: null });
  });

  it("are refused below five viewers, each by its own n", () => {
    const four = ALIKE.slice(0, 4);
    const lost: TestTrack = { seconds: Array.from({ length: 10 }, () => lostSecond) };
    const summary = summaryOf([...four, lost], 10);
    expect(headline(summary, "peak")).toMatchObject({ n: 0, estimate: null });
    expect(headline(summary, "valence")).toMatchObject({ n: 4, estimate: null });
    expect(headline(summary, "attention").n).toBe(5);
    expect(value(summary, "attention")).toBeCloseTo(0.64, 12);
    expect(summary.quality).toMatchObject({
      seconds: 50,
      validSeconds: 40,
      measuredViewers: 4,
      correctedViewers: 4,
      losses: { noFace: 10 },
    });
  });

  it("of nobody are none", () => {
    const summary = summaryOf([], 3);
    expect(summary.viewers).toBe(0);
    expect(summary.headlines.every(({ estimate }) => estimate === null)).toBe(true);
  });
});

describe("intervals of headlines", () => {
  /** Viewers whose happy is uniform in 0..0.6 in every second, each about a level of their own. */
  function random(viewers: number, seed: string): TestTrack[] {
    const { uniform } = seededRandom(seed);
    return Array.from({ length: viewers }, () => {
      const own = 4_000 * uniform();
      return {
        seconds: Array.from({ length: 4 }, () =>
          scoredSecond({ happy: Math.round(own + 2_000 * uniform()) }, { valence: Math.round(own) }),
        ),
      };
    });
  }

  it("of a mean are as wide as Student's, because the bootstrap knows viewers", () => {
    const viewers = random(200, "normal");
    const own = viewers.map(({ seconds }) => seconds[0]!.valence! / 10_000);
    const mean = own.reduce((a, b) => a + b, 0) / own.length;
    const deviation = Math.sqrt(own.reduce((sum, x) => sum + (x - mean) ** 2, 0) / (own.length - 1));
    const half = (1.972 * deviation) / Math.sqrt(own.length);
    const { value, low, high } = headline(summaryOf(viewers, 4), "valence").estimate!;
    expect(value).toBeCloseTo(mean, 9);
    expect((high - low) / 2 / half).toBeGreaterThan(0.9);
    expect((high - low) / 2 / half).toBeLessThan(1.1);
  });

  it("of a share that all viewers or none of them have are no surer than Wilson's", () => {
    const calm = summaryOf(
      Array.from({ length: 8 }, () => ({ seconds: [scoredSecond({}), scoredSecond({})] })),
      2,
      SHARE,
    );
    const nobody = { low: 0, high: wilson95(0, 8).high };
    for (const name of ["attraction", "peak", "end", "peakEnd"] as const) {
      expect(headline(calm, name).estimate, name).toEqual({ value: 0, ...nobody });
    }
    const everybody = { value: 1, low: wilson95(8, 8).low, high: 1 };
    expect(headline(calm, "completion").estimate).toEqual(everybody);
    expect(headline(calm, "retention").estimate).toEqual(everybody);
    // A score is no share: that all have the same says that they have.
    const scores = summaryOf(ALIKE, 10);
    expect(headline(scores, "peak").estimate).toMatchObject({ low: 0.6, high: 0.6 });
  });

  it("are as wide when groups of viewers are drawn", () => {
    const viewers = random(5_200, "many");
    const few = summaryOf(viewers, 4, MEAN, 5_000);
    expect(few.bootstrap).toMatchObject({ unit: "viewer" });
    const groups = summaryOf(viewers, 4);
    expect(groups.bootstrap).toMatchObject({ draws: 2_000, seed: "test", unit: "group", units: 2_000 });
    const width = (summary: VideoSummary) => {
      const { low, high } = headline(summary, "valence").estimate!;
      return high - low;
    };
    const own = viewers.map(({ seconds }) => seconds[0]!.valence! / 10_000);
    const mean = own.reduce((a, b) => a + b, 0) / own.length;
    const deviation = Math.sqrt(own.reduce((sum, x) => sum + (x - mean) ** 2, 0) / (own.length - 1));
    expect(headline(groups, "valence").estimate!.value).toBeCloseTo(mean, 9);
    expect(width(groups) / ((2 * 1.96 * deviation) / Math.sqrt(own.length))).toBeCloseTo(1, 0.9);
  });

  it("are the same for the same seed, and always hold the value", () => {
    const viewers = random(12, "small");
    const summary = summaryOf(viewers, 4);
    expect(summaryOf(viewers, 4)).toEqual(summary);
    for (const { estimate } of summary.headlines) {
      expect(estimate!.low).toBeLessThanOrEqual(estimate!.value);
      expect(estimate!.high).toBeGreaterThanOrEqual(estimate!.value);
    }
  });

  it("are drawn from groups also where a long film would make each viewer costly", () => {
    expect(drawnUnits(5_000, 60)).toEqual({ unit: "viewer", units: 5_000 });
    expect(drawnUnits(5_001, 60)).toEqual({ unit: "group", units: 2_000 });
    expect(drawnUnits(1_000, 1_800)).toEqual({ unit: "group", units: 222 });
  });
});
