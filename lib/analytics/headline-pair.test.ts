import { describe, expect, it } from "vitest";
import { HEADLINES } from "#lib/protocol/overview.ts";
import { scoredSecond, type TestTrack, trackPage } from "#lib/testing/track-pages.ts";
import { HeadlinePairTally } from "./headline-pair.ts";
import { seededRandom } from "./seeded-random.ts";
import { FINISHED } from "./track-page.ts";
import { type SummaryQuestion, SummaryTally } from "./video-summary.ts";
import { wilson95 } from "./wilson.ts";

const SECONDS = 4;
const VIEWERS = 40;
const PEAK = HEADLINES.indexOf("peak");

const questionOf = (videoId: number): SummaryQuestion => ({
  videoId,
  seconds: SECONDS,
  reading: { basis: "corrected", threshold: null },
  expectedViewers: VIEWERS,
  seed: `test/${videoId}`,
});

/** Viewers who differ a lot from each other, of whom everybody is happier by `more` (1/10,000) in second 2. */
function viewersOf(more: number): TestTrack[] {
  const random = seededRandom("pair");
  return Array.from({ length: VIEWERS }, (_, i) => {
    const own = Math.round(4_000 * random.uniform());
    return {
      sessionId: i + 1,
      seconds: Array.from({ length: SECONDS }, (_, second) =>
        scoredSecond({ happy: own + (second === 2 ? 1_000 + more : 0) }),
      ),
    };
  });
}

function pairOf(design: "between" | "within", a: readonly TestTrack[], b: readonly TestTrack[]) {
  const tally = new HeadlinePairTally({ a: questionOf(1), b: questionOf(2), design, seed: "test" });
  for (const [video, viewers] of [a, b].entries()) {
    for (let i = 0; i < viewers.length; i += 7)
      tally.add(trackPage(viewers.slice(i, i + 7)), video === 0 ? 0 : 1);
  }
  return tally.finish();
}

/** They watched all of it. */
const finished = (viewers: readonly TestTrack[]) => viewers.map((viewer) => ({ ...viewer, state: FINISHED }));

describe("the headline measures of two cuts", () => {
  const [a, b] = [viewersOf(0), viewersOf(800)];

  it("are each cut's own, and lie apart by what the cuts do", () => {
    const pair = pairOf("between", a, b);
    const alone = new SummaryTally(questionOf(2));
    for (let i = 0; i < b.length; i += 7) alone.add(trackPage(b.slice(i, i + 7)));
    expect(pair.summaryB).toEqual(alone.finish());
    const peak = pair.differences[PEAK]!;
    expect(peak.value).toBeCloseTo(0.08, 12);
    expect(peak.value).toBeCloseTo(
      pair.summaryB.headlines[PEAK]!.estimate!.value - pair.summaryA.headlines[PEAK]!.estimate!.value,
      12,
    );
    // Welch's standard error of two means of viewers who spread over 0.4: 1.96 of it on either side.
    const spread = (peak.high - peak.low) / 2;
    expect(spread).toBeGreaterThan(0.03);
    expect(spread).toBeLessThan(0.08);
  });

  it("of viewers who saw both are drawn with both: what makes people differ falls out", () => {
    // The second cut is told of in another order of viewers, as a database may give them.
    const peak = pairOf("within", a, [...b].reverse()).differences[PEAK]!;
    expect(peak.value).toBeCloseTo(0.08, 12);
    expect(peak.low).toBeCloseTo(0.08, 9);
    expect(peak.high).toBeCloseTo(0.08, 9);
  });

  it("are not surer of shares that are alike than each cut is of its own", () => {
    const completion = HEADLINES.indexOf("completion");
    const reach = 1 - wilson95(VIEWERS, VIEWERS).low;
    const { summaryA, differences } = pairOf("between", finished(a), finished(b));
    expect(summaryA.headlines[completion]!.estimate).toMatchObject({ value: 1, low: 1 - reach });
    expect(differences[completion]!.value).toBe(0);
    expect(differences[completion]!.low).toBeCloseTo(-reach, 12);
    expect(differences[completion]!.high).toBeCloseTo(reach, 12);
  });

  it("have no difference where a cut has too few viewers", () => {
    expect(pairOf("between", a.slice(0, 4), b).differences).toEqual(HEADLINES.map(() => null));
  });
});
