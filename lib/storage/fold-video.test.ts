import { expect, it } from "vitest";
import { type AudienceSums, addViewerSecond, emptySums } from "#lib/analytics/audience-sums.ts";
import { addPacked, subtractPacked } from "#lib/analytics/combine-packed.ts";
import { unpackSums } from "#lib/analytics/pack-sums.ts";
import type { ViewerSecond } from "#lib/protocol/viewer-second.ts";
import { batchOf, createFieldwork, happySecond } from "#lib/testing/fieldwork.ts";
import { describeOnEachDatabase } from "#lib/testing/test-database.ts";
import { appendBatches } from "./append-batches.ts";
import type { Database } from "./database.ts";
import { excludeSession, includeSession } from "./exclude-session.ts";
import { foldBacklog } from "./fold-backlog.ts";
import { foldVideo } from "./fold-video.ts";
import { registerWriter } from "./register-writer.ts";

async function sumsOf(db: Database, videoId: number): Promise<Map<number, AudienceSums>> {
  const rows = await db.audienceSecond.findMany({ where: { videoId } });
  for (const { n, sums } of rows) expect(n).toBe(unpackSums(sums).n);
  return new Map(rows.map(({ second, sums }) => [second, unpackSums(sums)]));
}

function expected(seconds: readonly ViewerSecond[]): AudienceSums {
  const sums = emptySums();
  for (const second of seconds) addViewerSecond(sums, second);
  return sums;
}

describeOnEachDatabase("foldVideo", (open) => {
  it("adds what came since the last fold, of every writer, once", async () => {
    const fieldwork = await createFieldwork(open(), { sessions: 2 });
    const [a, b] = fieldwork.sessionIds as [number, number];
    const [one, two] = [await registerWriter(open()), await registerWriter(open())];
    await appendBatches(open(), one, 1n, [batchOf(fieldwork, a, 0, happySecond(1_000))]);
    await appendBatches(open(), two, 1n, [batchOf(fieldwork, b, 0, happySecond(4_000))]);
    expect(await foldVideo(open(), fieldwork.videoId, addPacked)).toEqual({
      busy: false,
      batches: 2,
      more: false,
    });
    expect(await foldVideo(open(), fieldwork.videoId, addPacked)).toMatchObject({ batches: 0 });
    await appendBatches(open(), one, 2n, [batchOf(fieldwork, b, 1, happySecond(500))]);
    expect(await foldVideo(open(), fieldwork.videoId, addPacked)).toMatchObject({ batches: 1 });
    const sums = await sumsOf(open(), fieldwork.videoId);
    expect(sums.get(0)).toEqual(expected([happySecond(1_000), happySecond(4_000)]));
    expect(sums.get(1)).toEqual(expected([happySecond(500)]));
  });

  it("repeats nothing and loses nothing when it crashes after the sums and before the watermarks", async () => {
    const fieldwork = await createFieldwork(open());
    const [sessionId] = fieldwork.sessionIds as [number];
    const writer = await registerWriter(open());
    await appendBatches(open(), writer, 1n, [batchOf(fieldwork, sessionId, 0, happySecond(1_000))]);
    await open().$executeRaw`
      CREATE FUNCTION crash() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RAISE EXCEPTION ''crash''; END'`;
    await open().$executeRaw`
      CREATE TRIGGER crash BEFORE INSERT ON "FoldWatermark" EXECUTE FUNCTION crash()`;
    try {
      await expect(foldVideo(open(), fieldwork.videoId, addPacked)).rejects.toThrow(/crash/);
    } finally {
      await open().$executeRaw`DROP TRIGGER crash ON "FoldWatermark"`;
      await open().$executeRaw`DROP FUNCTION crash()`;
    }
    expect(await sumsOf(open(), fieldwork.videoId)).toEqual(new Map());
    await foldVideo(open(), fieldwork.videoId, addPacked);
    expect((await sumsOf(open(), fieldwork.videoId)).get(0)).toEqual(expected([happySecond(1_000)]));
  });

  it("counts each viewer-second once when folds run at the same time", async () => {
    const fieldwork = await createFieldwork(open(), { sessions: 20 });
    const writer = await registerWriter(open());
    const rows = fieldwork.sessionIds.map((id) => batchOf(fieldwork, id, 3, happySecond(2_500)));
    await appendBatches(open(), writer, 1n, rows);
    await Promise.all([1, 2, 3, 4].map(() => foldVideo(open(), fieldwork.videoId, addPacked)));
    expect((await sumsOf(open(), fieldwork.videoId)).get(3)).toEqual(
      expected(rows.map(() => happySecond(2_500))),
    );
  });

  it("finds the videos that a process left unfolded", async () => {
    const left = await createFieldwork(open());
    const done = await createFieldwork(open());
    const writer = await registerWriter(open());
    const at = (fieldwork: typeof left) => batchOf(fieldwork, fieldwork.sessionIds[0]!, 0, happySecond(0));
    await appendBatches(open(), writer, 1n, [at(left), at(done)]);
    await foldVideo(open(), done.videoId, addPacked);
    const backlog = await foldBacklog(open());
    expect(backlog).toContainEqual({ videoId: left.videoId, campaignId: left.campaignId });
    expect(backlog.map(({ videoId }) => videoId)).not.toContain(done.videoId);
  });
});

describeOnEachDatabase("excludeSession", (open) => {
  it("takes a session out exactly and brings it back exactly, folded or not", async () => {
    const fieldwork = await createFieldwork(open(), { sessions: 2 });
    const { videoId } = fieldwork;
    const [kept, poor] = fieldwork.sessionIds as [number, number];
    const writer = await registerWriter(open());
    const at = (id: number, second: number, happy: number) =>
      batchOf(fieldwork, id, second, happySecond(happy));
    await appendBatches(open(), writer, 1n, [at(kept, 0, 100), at(poor, 0, 9_000)]);
    await foldVideo(open(), videoId, addPacked);
    // Not folded yet when the session is excluded, and again when it is included.
    await appendBatches(open(), writer, 3n, [at(kept, 1, 200), at(poor, 1, 8_000)]);
    expect(await excludeSession(open(), poor, "too dark", subtractPacked)).toBe(true);
    expect((await sumsOf(open(), videoId)).get(0)).toEqual(expected([happySecond(100)]));
    await foldVideo(open(), videoId, addPacked);
    expect((await sumsOf(open(), videoId)).get(1)).toEqual(expected([happySecond(200)]));
    await appendBatches(open(), writer, 5n, [at(poor, 2, 7_000)]);
    expect(await includeSession(open(), poor, addPacked)).toBe(true);
    await foldVideo(open(), videoId, addPacked);
    const sums = await sumsOf(open(), videoId);
    expect(sums.get(0)).toEqual(expected([happySecond(100), happySecond(9_000)]));
    expect(sums.get(1)).toEqual(expected([happySecond(200), happySecond(8_000)]));
    expect(sums.get(2)).toEqual(expected([happySecond(7_000)]));
  });

  it("does nothing twice", async () => {
    const fieldwork = await createFieldwork(open());
    const [sessionId] = fieldwork.sessionIds as [number];
    const writer = await registerWriter(open());
    await appendBatches(open(), writer, 1n, [batchOf(fieldwork, sessionId, 0, happySecond(100))]);
    await foldVideo(open(), fieldwork.videoId, addPacked);
    const both = () => excludeSession(open(), sessionId, "too dark", subtractPacked);
    expect((await Promise.all([both(), both()])).sort()).toEqual([false, true]);
    expect((await sumsOf(open(), fieldwork.videoId)).get(0)).toEqual(emptySums());
    const session = await open().session.findUniqueOrThrow({ where: { id: sessionId } });
    expect(session.excludedReason).toBe("too dark");
    expect(await includeSession(open(), sessionId, addPacked)).toBe(true);
    expect(await includeSession(open(), sessionId, addPacked)).toBe(false);
  });
});
