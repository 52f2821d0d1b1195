import { expect, it } from "vitest";
import { addPacked, subtractPacked } from "#lib/analytics/combine-packed.ts";
import { wilson95 } from "#lib/analytics/wilson.ts";
import { type TimelineQuery, timelineQuerySchema, timelineSchema } from "#lib/protocol/timeline.ts";
import type { ViewerSecond } from "#lib/protocol/viewer-second.ts";
import { appendBatches } from "#lib/storage/append-batches.ts";
import type { Database } from "#lib/storage/database.ts";
import { excludeSession } from "#lib/storage/exclude-session.ts";
import { foldVideo } from "#lib/storage/fold-video.ts";
import { registerWriter } from "#lib/storage/register-writer.ts";
import {
  batchOf,
  createFieldwork,
  createSession,
  type Fieldwork,
  happySecond,
} from "#lib/testing/fieldwork.ts";
import { describeOnEachDatabase } from "#lib/testing/test-database.ts";
import { campaignTimeline } from "./campaign-timeline.ts";

const HAPPY = 3;

function query(changes: Partial<TimelineQuery> = {}): TimelineQuery {
  return { ...timelineQuerySchema.parse({}), ...changes };
}

/** Every session's viewer-second 0, with the happy score that stands at its place. */
async function watch(db: Database, fieldwork: Fieldwork, happy: readonly number[], second = 0) {
  const rows = happy.map((score, i) =>
    batchOf(fieldwork, fieldwork.sessionIds[i]!, second, happySecond(score)),
  );
  await appendBatches(db, await registerWriter(db), 1n, rows);
}

const LOST: ViewerSecond = {
  coverage: 1_000,
  loss: "noFace",
  raw: null,
  corrected: null,
  valence: null,
  expressiveness: null,
  attention: 0,
  interest: 0,
};

describeOnEachDatabase("campaignTimeline", (open) => {
  it("shows the same numbers before a fold, after it, and with a tail behind it", async () => {
    const fieldwork = await createFieldwork(open(), { sessions: 8 });
    const campaign = { id: fieldwork.campaignId };
    await watch(open(), fieldwork, [0, 1_000, 2_000, 3_000, 4_500, 6_000, 7_000, 9_999]);
    const before = await campaignTimeline(open(), campaign, query());
    expect(before.seconds[0]?.n).toBe(8);
    await foldVideo(open(), fieldwork.videoId, addPacked);
    expect(await campaignTimeline(open(), campaign, query())).toEqual(before);

    await watch(open(), fieldwork, [500, 4_500, 4_500, 4_500, 4_500, 4_500, 4_500, 4_500], 1);
    const withTail = await campaignTimeline(open(), campaign, query());
    expect(withTail.seconds[0]).toEqual(before.seconds[0]);
    expect(withTail.seconds[1]?.reactionShare?.[HAPPY]).toEqual(wilson95(7, 8));
    await foldVideo(open(), fieldwork.videoId, addPacked);
    expect(await campaignTimeline(open(), campaign, query())).toEqual(withTail);
  });

  it("gives every measure its own n, the losses their reasons, and each second of the video a row", async () => {
    const fieldwork = await createFieldwork(open(), { sessions: 8, durationMs: 3_400 });
    const [a, b, ...others] = fieldwork.sessionIds as [number, number, ...number[]];
    const values = (happy: number): ViewerSecond => happySecond(happy);
    await appendBatches(open(), await registerWriter(open()), 1n, [
      batchOf(fieldwork, a, 0, LOST),
      batchOf(fieldwork, b, 0, { ...values(5_000), corrected: null, attention: null }),
      ...others.map((id, i) => batchOf(fieldwork, id, 0, values(i < 2 ? 2_500 : 2_000))),
    ]);
    const raw = await campaignTimeline(open(), { id: fieldwork.campaignId }, query({ basis: "raw" }));
    expect(timelineSchema.parse(raw)).toEqual(raw);
    expect(raw.seconds.map(({ second }) => second)).toEqual([0, 1, 2]);
    const [second, empty] = raw.seconds;
    expect(second).toMatchObject({ reached: 8, n: 7, nValence: 7, nAttention: 7 });
    expect(second?.losses).toMatchObject({ noFace: 1, face: 0, notMeasured: 0 });
    expect(second?.coverage).toBeCloseTo((0.1 + 7) / 8, 10);
    // 5,000 and twice 2,500 are at or above 0.25; the four of 2,000 are not.
    expect(second?.reactionShare?.[HAPPY]).toEqual(wilson95(3, 7));
    expect(second?.mean?.[HAPPY]?.value).toBeCloseTo((0.5 + 2 * 0.25 + 4 * 0.2) / 7, 10);
    expect(second?.attention?.value).toBeCloseTo(6 / 7, 10);
    // Six who face the screen and one who does not: Wilson's, where Student's would reach to 1.2.
    expect(second?.attention?.high).toBeCloseTo(wilson95(6, 7).high, 10);
    expect(second?.attention?.low).toBeCloseTo(wilson95(6, 7).low, 10);
    expect(empty).toMatchObject({ reached: 0, n: 0, reactionShare: null, mean: null, coverage: null });

    const corrected = await campaignTimeline(open(), { id: fieldwork.campaignId }, query());
    expect(corrected.seconds[0]).toMatchObject({ reached: 8, n: 6, nValence: 7 });
    expect(corrected.seconds[0]?.mean?.[HAPPY]?.value).toBeCloseTo((2 * 0.05) / 6, 10);
  });

  it("shows no number about fewer than five viewers, and counts them all the same", async () => {
    const fieldwork = await createFieldwork(open(), { sessions: 4 });
    await watch(open(), fieldwork, [9_000, 9_000, 9_000, 9_000]);
    const timeline = await campaignTimeline(open(), { id: fieldwork.campaignId }, query());
    expect(timeline.seconds[0]).toMatchObject({
      reached: 4,
      n: 4,
      reactionShare: null,
      mean: null,
      valence: null,
      attention: null,
      coverage: null,
    });
    expect(timeline.sessions).toBe(4);
  });

  it("never mixes simulated and real viewers, and says that the others are there", async () => {
    const fieldwork = await createFieldwork(open(), { sessions: 5 });
    const cell = await open().segmentCell.create({
      data: { campaignId: fieldwork.campaignId, simulated: true, engineVersion: "synthetic-1" },
    });
    const simulated = { ...fieldwork, cellId: cell.id, sessionIds: [] as number[] };
    for (let i = 0; i < 6; i++) {
      simulated.sessionIds.push(await createSession(open(), simulated, { simulated: true }));
    }
    await watch(open(), fieldwork, [0, 0, 0, 0, 0]);
    await watch(open(), simulated, [9_000, 9_000, 9_000, 9_000, 9_000, 9_000]);
    const campaign = { id: fieldwork.campaignId };
    const expected = async (real: number) => {
      const both = await Promise.all([
        campaignTimeline(open(), campaign, query()),
        campaignTimeline(open(), campaign, query({ audience: "simulated" })),
      ]);
      expect(both.map(({ seconds }) => seconds[0]?.reached)).toEqual([real, 6]);
      expect(both.map(({ seconds }) => seconds[0]?.reactionShare?.[HAPPY]?.value)).toEqual([0, 1]);
      expect(both.map((timeline) => timeline.otherAudienceSessions)).toEqual([6, 5]);
      expect(both.map((timeline) => timeline.engineVersion)).toEqual(["human-3.3.6/emotion", "synthetic-1"]);
    };
    await expected(5);
    await foldVideo(open(), fieldwork.videoId, addPacked);
    await expected(5);
  });

  it("never mixes two engines: the one used last, and another when it is asked for", async () => {
    const fieldwork = await createFieldwork(open(), { sessions: 5 });
    const cell = await open().segmentCell.create({
      data: { campaignId: fieldwork.campaignId, simulated: false, engineVersion: "next-engine" },
    });
    const newer = { ...fieldwork, cellId: cell.id, sessionIds: [] as number[] };
    for (let i = 0; i < 7; i++) newer.sessionIds.push(await createSession(open(), newer));
    await watch(open(), fieldwork, [0, 0, 0, 0, 0]);
    await watch(open(), newer, [1, 1, 1, 1, 1, 1, 1]);
    const campaign = { id: fieldwork.campaignId };
    expect(await campaignTimeline(open(), campaign, query())).toMatchObject({
      engineVersion: "next-engine",
      otherEngines: [{ engineVersion: "human-3.3.6/emotion", sessions: 5 }],
      sessions: 7,
      seconds: expect.arrayContaining([expect.objectContaining({ second: 0, reached: 7 })]),
    });
    const older = await campaignTimeline(open(), campaign, query({ engine: "human-3.3.6/emotion" }));
    expect(older).toMatchObject({ engineVersion: "human-3.3.6/emotion", sessions: 5 });
    expect(older.seconds[0]?.reached).toBe(5);
  });

  it("leaves an excluded or withdrawn session out, folded or not, and says how many were excluded", async () => {
    const fieldwork = await createFieldwork(open(), { sessions: 9 });
    const [folded, , unfolded, withdrawn] = fieldwork.sessionIds as [number, number, number, number];
    const campaign = { id: fieldwork.campaignId };
    await watch(open(), fieldwork, [9_000, 0, 0]);
    await foldVideo(open(), fieldwork.videoId, addPacked);
    await watch(open(), { ...fieldwork, sessionIds: fieldwork.sessionIds.slice(3) }, [0, 0, 0, 0, 0, 0]);
    await watch(open(), { ...fieldwork, sessionIds: [unfolded] }, [9_000], 1);
    await excludeSession(open(), folded, "tooDark", subtractPacked);
    await excludeSession(open(), unfolded, "tooDark", subtractPacked);
    await open().session.update({ where: { id: withdrawn }, data: { state: "withdrawn" } });
    const timeline = await campaignTimeline(open(), campaign, query());
    expect(timeline).toMatchObject({ sessions: 6, excluded: 2 });
    expect(timeline.seconds.map(({ reached }) => reached).slice(0, 2)).toEqual([6, 0]);
    expect(timeline.seconds[0]?.reactionShare?.[HAPPY]?.value).toBe(0);
    await foldVideo(open(), fieldwork.videoId, addPacked);
    expect(await campaignTimeline(open(), campaign, query())).toEqual(timeline);
  });

  it("is empty, not absent, when nobody was measured, and not found for another campaign's video", async () => {
    const fieldwork = await createFieldwork(open(), { sessions: 0 });
    const other = await createFieldwork(open(), { sessions: 0 });
    const campaign = { id: fieldwork.campaignId };
    const timeline = await campaignTimeline(open(), campaign, query({ audience: "simulated" }));
    expect(timeline).toMatchObject({ engineVersion: null, sessions: 0, excluded: 0, otherEngines: [] });
    expect(timeline.seconds).toHaveLength(10);
    await expect(campaignTimeline(open(), campaign, query({ videoId: other.videoId }))).rejects.toMatchObject(
      {
        code: "not-found",
      },
    );
  });
});
