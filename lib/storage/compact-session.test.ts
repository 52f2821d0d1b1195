import { expect, it } from "vitest";
import { addPacked, subtractPacked } from "#lib/analytics/combine-packed.ts";
import { unpackSums } from "#lib/analytics/pack-sums.ts";
import { viewerSecond } from "#lib/analytics/viewer-second.ts";
import { decodeBatch, encodeBatch } from "#lib/protocol/batch-codec.ts";
import { sessionListQuerySchema } from "#lib/protocol/session-list.ts";
import { packViewerSecond } from "#lib/protocol/viewer-second.ts";
import { recomputeSums } from "#lib/reports/recompute-sums.ts";
import { sessionList } from "#lib/reports/session-list.ts";
import { createFieldwork, type Fieldwork } from "#lib/testing/fieldwork.ts";
import { LAUGHING_SCORES, tenSamples } from "#lib/testing/samples.ts";
import { describeOnEachDatabase } from "#lib/testing/test-database.ts";
import { appendBatches, type NewBatch } from "./append-batches.ts";
import { closeAbandonedSessions } from "./close-abandoned.ts";
import { compactSession, sessionsToCompact } from "./compact-session.ts";
import type { Database } from "./database.ts";
import { excludeSession, includeSession } from "./exclude-session.ts";
import { finishSession } from "./finish-session.ts";
import { foldVideo } from "./fold-video.ts";
import { readRespondent } from "./read-respondent.ts";
import { registerWriter } from "./register-writer.ts";
import { storedSeconds } from "./stored-seconds.ts";
import { type StoredBatch, streamSampleBatches } from "./stream-sample-batches.ts";
import { withdrawSession } from "./withdraw-session.ts";

const BASELINE = [0, 0, 0, 2_000, 8_000, 0, 0];

/** A batch as ingest would store it. */
function rowOf({ videoId }: Fieldwork, sessionId: number, segment: number, second: number): NewBatch {
  const samples = tenSamples(second, segment === 1 && second % 2 === 1 ? { scores: LAUGHING_SCORES } : {});
  const payload = encodeBatch({ segment, second, engineId: 0, droppedFrames: second, stalledMs: 0, samples });
  if (segment === 0) return { sessionId, segment, second, videoId: 0, payload, values: new Uint8Array() };
  const values = packViewerSecond(viewerSecond(decodeBatch(payload).samples, second, BASELINE));
  return { sessionId, segment, second, videoId, payload, values };
}

async function watched(db: Database, sessions = 1) {
  const fieldwork = await createFieldwork(db, { sessions });
  const writer = await registerWriter(db);
  const rows = fieldwork.sessionIds.flatMap((id) => [
    rowOf(fieldwork, id, 0, 0),
    rowOf(fieldwork, id, 0, 1),
    ...[0, 1, 2, 4].map((second) => rowOf(fieldwork, id, 1, second)),
  ]);
  await appendBatches(db, writer, 1n, rows);
  return { fieldwork, sessionId: fieldwork.sessionIds[0]! };
}

async function packed(db: Database, sessions = 1) {
  const { fieldwork, sessionId } = await watched(db, sessions);
  await finishSession(db, sessionId);
  await foldVideo(db, fieldwork.videoId, addPacked);
  const before = await everything(db, fieldwork, sessionId);
  expect(await compactSession(db, sessionId)).toBe("packed");
  return { fieldwork, sessionId, before };
}

/** Every number that anybody can read of a session and its video. */
async function everything(db: Database, { campaignId, videoId }: Fieldwork, sessionId: number) {
  const { publicId } = await db.session.findUniqueOrThrow({ where: { id: sessionId } });
  const exported: StoredBatch[] = [];
  const filter = { campaignId, simulated: false, engineVersion: "human-3.3.6/emotion" };
  for await (const page of streamSampleBatches(db, filter, 2)) exported.push(...page);
  return {
    exported: exported.map(({ payload, ...rest }) => ({ ...rest, batch: decodeBatch(payload) })),
    stored: await storedSeconds(db, sessionId),
    respondent: await readRespondent(db, campaignId, publicId, 1),
    listed: await sessionList(db, campaignId, sessionListQuerySchema.parse({})),
    sums: await db.audienceSecond.findMany({ where: { videoId }, orderBy: { second: "asc" } }),
    differences: (await recomputeSums(db)).differences.filter((text) => text.includes(`video ${videoId},`)),
  };
}

describeOnEachDatabase("compactSession", (open) => {
  it("changes no number that anybody can read, and leaves one row", async () => {
    const { fieldwork, sessionId, before } = await packed(open(), 2);
    expect(await everything(open(), fieldwork, sessionId)).toEqual(before);
    expect(before.differences).toEqual([]);
    expect(before.exported.length).toBe(12);
    expect(await open().sampleBatch.count({ where: { sessionId } })).toBe(0);
    expect(await open().packedSession.findUnique({ where: { sessionId } })).toMatchObject({
      batches: 6,
      seconds: 4,
      validSeconds: 4,
    });
    expect(await compactSession(open(), sessionId)).toBe("nothing");
  });

  it("leaves alone what is open, what no fold has read, and what is no batch", async () => {
    const { fieldwork, sessionId } = await watched(open(), 2);
    const [, other] = fieldwork.sessionIds as [number, number];
    expect(await compactSession(open(), sessionId)).toBe("nothing");
    await finishSession(open(), sessionId);
    expect(await compactSession(open(), sessionId)).toBe("unfolded");
    await foldVideo(open(), fieldwork.videoId, addPacked);
    await finishSession(open(), other);
    await open().sampleBatch.update({
      where: { sessionId_segment_second: { sessionId: other, segment: 1, second: 4 } },
      data: { payload: Uint8Array.of(9) },
    });
    expect(await compactSession(open(), other)).toBe("unreadable");
    expect(await open().sampleBatch.count({ where: { sessionId: other } })).toBe(6);
    await open().sampleBatch.deleteMany({ where: { sessionId: other } });
    expect(await compactSession(open(), sessionId)).toBe("packed");
  });

  it("subtracts exactly what was folded when a packed session is excluded, and adds it again", async () => {
    const { fieldwork, sessionId, before } = await packed(open(), 2);
    const { videoId } = fieldwork;
    expect(await excludeSession(open(), sessionId, "test", subtractPacked)).toBe(true);
    const rows = await open().audienceSecond.findMany({ where: { videoId } });
    expect(rows.map(({ sums }) => unpackSums(sums).reached)).toEqual(rows.map(() => 1));
    expect(await includeSession(open(), sessionId, addPacked)).toBe(true);
    expect((await everything(open(), fieldwork, sessionId)).sums).toEqual(before.sums);
  });

  it("keeps nothing of a packed session that is withdrawn", async () => {
    const { fieldwork, sessionId } = await packed(open(), 2);
    await withdrawSession(open(), sessionId, subtractPacked);
    expect(await open().packedSession.count({ where: { sessionId } })).toBe(0);
    expect(await open().viewerTrack.count({ where: { sessionId } })).toBe(0);
    const rows = await open().audienceSecond.findMany({ where: { videoId: fieldwork.videoId } });
    expect(rows.map(({ n }) => n)).toEqual(rows.map(() => 1));
    expect(await compactSession(open(), sessionId)).toBe("nothing");
  });

  it("is undone whole when it is cut off before its end", async () => {
    const { fieldwork, sessionId } = await watched(open());
    await finishSession(open(), sessionId);
    await foldVideo(open(), fieldwork.videoId, addPacked);
    const before = await everything(open(), fieldwork, sessionId);
    for (const table of ["viewerTrack", "packedSession"] as const) {
      await expect(compactSession(cutOffAt(open(), table), sessionId)).rejects.toThrow("cut off");
      expect(await open().packedSession.count({ where: { sessionId } })).toBe(0);
      expect(await everything(open(), fieldwork, sessionId)).toEqual(before);
    }
  });
});

/** `db` whose transactions break when they first write to a table. */
function cutOffAt(db: Database, table: "viewerTrack" | "packedSession"): Database {
  const breaking = {
    count: () => Promise.resolve(0),
    deleteMany: () => Promise.reject(new Error("cut off")),
    create: () => Promise.reject(new Error("cut off")),
  };
  return new Proxy(db, {
    get(target, name) {
      if (name !== "$transaction") return Reflect.get(target, name);
      return (work: (tx: Database) => Promise<unknown>, options: object) =>
        target.$transaction(
          (tx) =>
            work(
              new Proxy(tx as Database, {
                get: (inner, member) => (member === table ? breaking : Reflect.get(inner, member)),
              }),
            ),
          options,
        );
    },
  });
}

describeOnEachDatabase("sessions that are closed", (open) => {
  it("are to be compacted once they are, a page at a time, and not again", async () => {
    const { fieldwork } = await watched(open(), 3);
    const [a, b] = fieldwork.sessionIds as [number, number, number];
    const soon = () => new Date(Date.now() + 60_000);
    await foldVideo(open(), fieldwork.videoId, addPacked);
    await finishSession(open(), a);
    await finishSession(open(), b);
    expect(await sessionsToCompact(open(), soon(), 10)).toEqual([a, b]);
    expect(await sessionsToCompact(open(), soon(), 1, a)).toEqual([b]);
    expect(await sessionsToCompact(open(), new Date(0), 10)).toEqual([]);
    await compactSession(open(), a);
    expect(await sessionsToCompact(open(), soon(), 10)).toEqual([b]);
    await compactSession(open(), b);
  });

  it("are those, too, that were left: nothing more is taken of them, and they do not count as finished", async () => {
    const { fieldwork, sessionId } = await watched(open());
    await foldVideo(open(), fieldwork.videoId, addPacked);
    expect(await closeAbandonedSessions(open(), new Date(Date.now() - 7_200_000))).toBe(0);
    expect(await closeAbandonedSessions(open(), new Date())).toBeGreaterThan(0);
    const writer = await registerWriter(open());
    expect(await appendBatches(open(), writer, 1n, [rowOf(fieldwork, sessionId, 1, 5)])).toEqual(["closed"]);
    expect(await open().session.findUniqueOrThrow({ where: { id: sessionId } })).toMatchObject({
      state: "open",
      finishedAt: null,
    });
    expect(await finishSession(open(), sessionId)).toBe("withdrawn");
    expect(await compactSession(open(), sessionId)).toBe("packed");
    expect(await storedSeconds(open(), sessionId)).toEqual({ 0: [0, 1], 1: [0, 1, 2, 4] });
  });
});
