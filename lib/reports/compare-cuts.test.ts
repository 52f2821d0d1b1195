import { expect, it } from "vitest";
import { meanT95 } from "#lib/analytics/student-t.ts";
import type { CutPlan } from "#lib/protocol/campaign-setup.ts";
import { comparisonQuerySchema, comparisonSchema } from "#lib/protocol/comparison.ts";
import { CURVES } from "#lib/protocol/curves.ts";
import { overviewQuerySchema } from "#lib/protocol/overview.ts";
import { timelineQuerySchema } from "#lib/protocol/timeline.ts";
import { addScenes } from "#lib/storage/scenes.ts";
import { createKnownAudience, type KnownAudience } from "#lib/testing/known-audience.ts";
import { describeOnEachDatabase } from "#lib/testing/test-database.ts";
import { campaignOverview } from "./campaign-overview.ts";
import { campaignTimeline } from "./campaign-timeline.ts";
import { compareCuts } from "./compare-cuts.ts";

const HAPPY = CURVES.indexOf("happy");

/** Audiences are made viewer by viewer. */
const PATIENCE = { timeout: 120_000 };

describeOnEachDatabase("the comparison of two cuts", (open) => {
  const compare = (known: KnownAudience, cutPlan: CutPlan, changes: Record<string, unknown> = {}) => {
    const [a, b] = known.videos;
    const query = comparisonQuerySchema.parse({ a: a!.id, b: b!.id, basis: "raw", ...changes });
    return compareCuts(open(), { id: known.campaignId, videos: known.videos, cutPlan }, query);
  };

  it(
    "finds where a cut is higher, between viewers who saw one each, and gives a plain computation's numbers",
    PATIENCE,
    async () => {
      const known = await createKnownAudience(open(), {
        viewers: 50,
        seconds: [9, 9],
        watches: (viewer) => [viewer % 2],
        raise: (video, second) => (video === 1 && second >= 3 && second < 7 ? 2_400 : 0),
      });
      const found = await compare(known, "oneEach");
      expect(comparisonSchema.parse(found)).toEqual(found);
      expect(found).toMatchObject({
        design: "between",
        alignment: "seconds",
        refusal: null,
        permutations: 2_000,
      });
      const seen = (video: number) =>
        known.viewers.filter((v) => !v.excluded && v.seconds[video]!.length > 0);
      expect([found.viewersA, found.viewersB]).toEqual([seen(0).length, seen(1).length]);
      const called = found.spans.filter(({ p }) => p < 0.05 && p > 0);
      const happy = called.find(({ curve }) => curve === "happy");
      expect(happy).toMatchObject({ higher: "b", p: 1 / 2_001 });
      expect(happy!.from).toBeGreaterThanOrEqual(2);
      expect(happy!.to).toBeLessThanOrEqual(8);
      expect(happy!.difference).toBeGreaterThan(0.1);
      const values = (video: number) =>
        seen(video).flatMap(({ seconds }) => (seconds[video]![4]?.raw ? [seconds[video]![4]!.raw![3]!] : []));
      const meanOf = (xs: number[]) =>
        meanT95(
          xs.reduce((s, x) => s + x, 0),
          xs.reduce((s, x) => s + x * x, 0),
          xs.length,
        );
      const point = found.curves[HAPPY]!.points[4]!;
      expect(point.a).toEqual(meanOf(values(0)));
      expect(point.b).toEqual(meanOf(values(1)));
      expect([point.nA, point.nB]).toEqual([values(0).length, values(1).length]);
      expect(point.difference!.value).toBeCloseTo(point.b!.value - point.a!.value, 12);
      expect(found.summaryA?.headlines).toHaveLength(9);
      expect(found.summaryB?.videoId).toBe(known.videos[1]!.id);
      // The other way round it is the same, with the other sign.
      const [a, b] = known.videos;
      const turned = await compare(known, "oneEach", { a: b!.id, b: a!.id });
      expect(turned.spans.find(({ curve }) => curve === "happy")).toMatchObject({ higher: "a" });
    },
  );

  it(
    "compares the shares of viewers who react, each the timeline's own, and tests them",
    PATIENCE,
    async () => {
      const known = await createKnownAudience(open(), {
        viewers: 60,
        seconds: [9, 9],
        watches: (viewer) => [viewer % 2],
        raise: (video, second) => (video === 1 && second >= 3 && second < 7 ? 2_400 : 0),
      });
      const found = await compare(known, "oneEach", { measure: "share", threshold: 0.4 });
      expect(found).toMatchObject({ measure: "share", threshold: 0.4, refusal: null });
      const shown = { id: known.campaignId, videos: known.videos };
      for (const [cut, side] of [
        [0, "a"],
        [1, "b"],
      ] as const) {
        const timeline = await campaignTimeline(
          open(),
          shown,
          timelineQuerySchema.parse({ videoId: known.videos[cut]!.id, basis: "raw", threshold: 0.4 }),
        );
        for (const [at, { reactionShare, valence, attention }] of timeline.seconds.entries()) {
          for (const [i, estimate] of (reactionShare ?? []).entries()) {
            expect(found.curves[i]!.points[at]![side], `cut ${side}, curve ${i}, second ${at}`).toEqual(
              estimate,
            );
          }
          expect(found.curves[CURVES.indexOf("valence")]!.points[at]![side]).toEqual(valence);
          expect(found.curves[CURVES.indexOf("attention")]!.points[at]![side]).toEqual(attention);
        }
      }
      const happy = found.spans.filter(({ curve, p }) => curve === "happy" && p < 0.05);
      expect(happy).toEqual([expect.objectContaining({ higher: "b" })]);
      expect(happy[0]!.from).toBeGreaterThanOrEqual(2);
      expect(happy[0]!.to).toBeLessThanOrEqual(8);
      const span = found.curves[HAPPY]!.points.slice(happy[0]!.from, happy[0]!.to);
      const points = span.map(({ a, b }) => b!.value - a!.value);
      expect(happy[0]!.difference).toBeCloseTo(points.reduce((sum, x) => sum + x, 0) / points.length, 12);
      // Nobody reaches a threshold that no raised score can reach either: no difference is left.
      const high = await compare(known, "oneEach", { measure: "share", threshold: 0.95 });
      expect(high.spans.filter(({ curve, p }) => curve === "happy" && p < 0.05)).toEqual([]);
    },
  );

  it("pairs each viewer with themselves when all saw both", PATIENCE, async () => {
    const known = await createKnownAudience(open(), {
      viewers: 26,
      seconds: [6, 6],
      raise: (video, second) => (video === 1 && second >= 2 && second < 5 ? 2_000 : 0),
    });
    const found = await compare(known, "allShuffled");
    const both = known.viewers.filter((v) => !v.excluded && v.seconds.every(({ length }) => length > 0));
    expect(found).toMatchObject({ design: "within", viewersA: both.length, viewersB: both.length });
    const happy = found.spans.find(({ curve }) => curve === "happy");
    expect(happy?.higher).toBe("b");
    expect(happy?.p).toBeLessThan(0.01);
    const differences = both.flatMap(({ seconds: [a, b] }) =>
      a?.[3]?.raw && b?.[3]?.raw ? [b[3].raw[3]! - a[3].raw[3]!] : [],
    );
    const mean = differences.reduce((s, x) => s + x, 0) / differences.length / 10_000;
    expect(found.curves[HAPPY]!.points[3]!.difference!.value).toBeCloseTo(mean, 12);
    const otherThreshold = await compare(known, "allShuffled", { threshold: 0.5 });
    expect(otherThreshold.spans, "a threshold is nothing to means").toEqual(found.spans);
    const shares = await compare(known, "allShuffled", { measure: "share" });
    const reacts = both.flatMap(({ seconds: [a, b] }) =>
      a?.[3]?.raw && b?.[3]?.raw ? [Number(b[3].raw[3]! >= 2_500) - Number(a[3].raw[3]! >= 2_500)] : [],
    );
    const difference = shares.curves[HAPPY]!.points[3]!.difference!;
    expect(difference.value).toBeCloseTo(reacts.reduce((s, x) => s + x, 0) / reacts.length, 12);
    expect(difference.low).toBeGreaterThan(0);
    expect(shares.spans.find(({ curve }) => curve === "happy")).toMatchObject({ higher: "b" });
  });

  it(
    "compares cuts of different length by scenes of one name only, and says so when there are none",
    PATIENCE,
    async () => {
      const known = await createKnownAudience(open(), {
        viewers: 44,
        seconds: [10, 6],
        watches: (viewer) => [viewer % 2],
        raise: (video, second) => (video === 1 && second >= 4 ? 2_500 : 0),
      });
      const [a, b] = known.videos.map(({ id }) => id) as [number, number];
      expect(await compare(known, "oneEach")).toMatchObject({
        alignment: "scenes",
        refusal: "sceneMismatch",
        points: [],
        spans: [],
      });
      await addScenes(open(), known.campaignId, a, [
        { label: "Opening", startMs: 0, endMs: 4_000 },
        { label: "Only here", startMs: 4_000, endMs: 7_000 },
        { label: "Pack shot", startMs: 6_500, endMs: 10_000 },
      ]);
      await addScenes(open(), known.campaignId, b, [
        { label: "opening", startMs: 0, endMs: 3_500 },
        { label: "Pack shot", startMs: 4_000, endMs: 6_000 },
      ]);
      const found = await compare(known, "oneEach");
      expect(found.refusal).toBeNull();
      // As on the intent page, a second belongs to the scene that holds its middle.
      expect(found.points).toEqual([
        { label: "Opening", a: { startSecond: 0, endSecond: 4 }, b: { startSecond: 0, endSecond: 3 } },
        { label: "Pack shot", a: { startSecond: 6, endSecond: 10 }, b: { startSecond: 4, endSecond: 6 } },
      ]);
      expect(found.spans.filter(({ curve, p }) => curve === "happy" && p < 0.05)).toEqual([
        expect.objectContaining({ higher: "b", from: 1, to: 2 }),
      ]);
    },
  );

  it("refuses below five viewers, and videos that are not the campaign's", PATIENCE, async () => {
    const known = await createKnownAudience(open(), { viewers: 8, seconds: [4, 4], watches: (v) => [v % 2] });
    const found = await compare(known, "oneEach");
    expect(found).toMatchObject({ refusal: "tooFewViewers", spans: [] });
    expect(
      found.curves.every(({ points }) => points.every((p) => p.a === null && p.difference === null)),
    ).toBe(true);
    await expect(compare(known, "oneEach", { b: 999_999 })).rejects.toMatchObject({ code: "not-found" });
  });

  it(
    "draws a cut's own viewers where they are few enough, however many saw the campaign's others",
    PATIENCE,
    async () => {
      const known = await createKnownAudience(open(), {
        viewers: 250,
        seconds: [3, 3],
        watches: (viewer) => [viewer < 8 ? 0 : 1],
      });
      const [a, b] = known.videos;
      // So long a film is drawn in groups from 222 viewers on.
      const videos = [{ ...a!, durationMs: 1_800_000 }, b!];
      const campaign = { id: known.campaignId, videos };
      const { summary } = await campaignOverview(
        open(),
        campaign,
        overviewQuerySchema.parse({ videoId: a!.id, basis: "raw" }),
      );
      expect(summary?.viewers).toBeLessThanOrEqual(8);
      expect(summary?.bootstrap).toMatchObject({ unit: "viewer", units: summary?.viewers });
      const compared = await compareCuts(
        open(),
        { ...campaign, cutPlan: "oneEach" },
        comparisonQuerySchema.parse({ a: a!.id, b: b!.id, basis: "raw" }),
      );
      expect(compared.summaryA?.bootstrap).toMatchObject({ unit: "viewer", units: summary?.viewers });
    },
  );
});
