import { expect, it } from "vitest";
import { addPacked, subtractPacked } from "#lib/analytics/combine-packed.ts";
import { unpackSums } from "#lib/analytics/pack-sums.ts";
import { batchOf, createFieldwork, type Fieldwork, happySecond } from "#lib/testing/fieldwork.ts";
import { describeOnEachDatabase } from "#lib/testing/test-database.ts";
import { appendBatches } from "./append-batches.ts";
import { keepConsentText } from "./consent-records.ts";
import { createSession } from "./create-session.ts";
import type { Database } from "./database.ts";
import { excludeSession } from "./exclude-session.ts";
import { finishSession } from "./finish-session.ts";
import { foldVideo } from "./fold-video.ts";
import { noteMemoryStorage } from "./note-memory-storage.ts";
import { registerWriter } from "./register-writer.ts";
import { withdrawSession } from "./withdraw-session.ts";

const SECONDS = 4;

async function sumsOf(db: Database, videoId: number) {
  const rows = await db.audienceSecond.findMany({ where: { videoId }, orderBy: { second: "asc" } });
  return rows.map(({ second, n, sums }) => ({ second, n, happy: unpackSums(sums).raw[3]?.sum }));
}

async function watchedBy(db: Database, fieldwork: Fieldwork, sessionId: number, happy: number) {
  const writer = await registerWriter(db);
  const rows = Array.from({ length: SECONDS }, (_, second) =>
    batchOf(fieldwork, sessionId, second, happySecond(happy)),
  );
  await appendBatches(db, writer, 1n, rows);
}

async function leftOf(db: Database, sessionId: number) {
  return {
    batches: await db.sampleBatch.count({ where: { sessionId } }),
    tracks: await db.viewerTrack.count({ where: { sessionId } }),
    stimuli: await db.sessionStimulus.count({ where: { sessionId } }),
    decisions: await db.exclusionDecision.count({ where: { sessionId } }),
  };
}

const NOTHING = { batches: 0, tracks: 0, stimuli: 0, decisions: 0 };

describeOnEachDatabase("withdrawSession", (open) => {
  it("leaves the sums as if the viewer had never been there, folded or not", async () => {
    const db = open();
    const fieldwork = await createFieldwork(db, { sessions: 3 });
    const { videoId } = fieldwork;
    const [stays, folded, unfolded] = fieldwork.sessionIds as [number, number, number];
    await watchedBy(db, fieldwork, stays, 1_000);
    await foldVideo(db, videoId, addPacked);
    const alone = await sumsOf(db, videoId);
    await watchedBy(db, fieldwork, folded, 5_000);
    await foldVideo(db, videoId, addPacked);
    expect(await sumsOf(db, videoId)).not.toEqual(alone);
    await watchedBy(db, fieldwork, unfolded, 9_000);
    expect(await withdrawSession(db, folded, subtractPacked)).toEqual({ videoIds: [videoId] });
    expect(await withdrawSession(db, unfolded, subtractPacked)).toEqual({ videoIds: [videoId] });
    await foldVideo(db, videoId, addPacked);
    expect(await sumsOf(db, videoId)).toEqual(alone);
    expect(await leftOf(db, folded)).toEqual(NOTHING);
    expect(await leftOf(db, unfolded)).toEqual(NOTHING);
    expect(await db.sampleBatch.count({ where: { sessionId: stays } })).toBe(SECONDS);
  });

  it("subtracts nothing of who was excluded before, and nothing twice", async () => {
    const db = open();
    const fieldwork = await createFieldwork(db, { sessions: 2 });
    const { videoId } = fieldwork;
    const [stays, leaves] = fieldwork.sessionIds as [number, number];
    await watchedBy(db, fieldwork, stays, 1_000);
    await watchedBy(db, fieldwork, leaves, 2_000);
    await foldVideo(db, videoId, addPacked);
    await excludeSession(db, leaves, "test", subtractPacked);
    const alone = await sumsOf(db, videoId);
    await withdrawSession(db, leaves, subtractPacked);
    expect(await withdrawSession(db, leaves, subtractPacked)).toEqual({ videoIds: [] });
    expect(await excludeSession(db, leaves, "test", subtractPacked)).toBe(false);
    // What somebody wrote of the viewer goes with the rest.
    expect(await leftOf(db, leaves)).toEqual(NOTHING);
    expect(await sumsOf(db, videoId)).toEqual(alone);
  });

  it("keeps the consent record with the withdrawal noted, and nothing that the row told of the viewer", async () => {
    const db = open();
    const fieldwork = await createFieldwork(db);
    await keepConsentText(db, { sha256: "a".repeat(64), version: "1", locale: "en", body: "text" });
    const { sessionId, receipt } = await createSession(db, {
      campaignId: fieldwork.campaignId,
      videoIds: [fieldwork.videoId],
      simulated: false,
      engineVersion: "human-3.3.6/emotion",
      variables: {},
      device: { userAgent: "Test/1" },
      consentTextSha256: "a".repeat(64),
    });
    await noteMemoryStorage(db, sessionId);
    await watchedBy(db, fieldwork, sessionId, 3_000);
    await finishSession(db, sessionId);
    expect(await db.session.findUniqueOrThrow({ where: { id: sessionId } })).toMatchObject({
      device: { userAgent: "Test/1", storage: "memory" },
    });
    expect((await leftOf(db, sessionId)).tracks).toBe(1);
    await withdrawSession(db, sessionId, subtractPacked);
    expect(await leftOf(db, sessionId)).toEqual(NOTHING);
    expect(await db.session.findUniqueOrThrow({ where: { id: sessionId } })).toMatchObject({
      state: "withdrawn",
      device: {},
      baseline: [],
      facingPose: [],
      calibratedAt: null,
      finishedAt: null,
    });
    const record = await db.consentRecord.findUniqueOrThrow({ where: { receipt } });
    expect(record.decision).toBe("granted");
    expect(record.withdrawnAt).toBeInstanceOf(Date);
  });

  // The statement that appends sees the session as it was when the statement began, so it must lock it.
  it("does not take a batch whose statement began before the erasure was committed", async () => {
    const db = open();
    const fieldwork = await createFieldwork(db);
    const [sessionId] = fieldwork.sessionIds as [number];
    const writer = await registerWriter(db);
    let appended: Promise<string[]> | undefined;
    await db.$transaction(async (tx) => {
      // As an erasure that has locked the row and not yet committed.
      await tx.$queryRaw`SELECT id FROM "Session" WHERE id = ${sessionId}::int FOR UPDATE`;
      appended = appendBatches(db, writer, 1n, [batchOf(fieldwork, sessionId, 0, happySecond(1))]);
      await untilWaitingOrQueued(tx);
      await tx.session.update({ where: { id: sessionId }, data: { state: "withdrawn" } });
    });
    expect(await appended).toEqual(["closed"]);
    expect(await db.sampleBatch.count({ where: { sessionId } })).toBe(0);
  });

  it("waits for a batch that is being appended, and then deletes it too", async () => {
    const db = open();
    const fieldwork = await createFieldwork(db);
    const [sessionId] = fieldwork.sessionIds as [number];
    const writer = await registerWriter(db);
    let withdrawn: Promise<unknown> | undefined;
    await db.$transaction(async (tx) => {
      const batch = batchOf(fieldwork, sessionId, 0, happySecond(1));
      expect(await appendBatches(tx, writer, 1n, [batch])).toEqual(["stored"]);
      withdrawn = withdrawSession(db, sessionId, subtractPacked);
      await untilWaitingOrQueued(tx);
    });
    await withdrawn;
    expect(await leftOf(db, sessionId)).toEqual(NOTHING);
  });

  it("erases all while batches of many viewers arrive and are folded", async () => {
    const db = open();
    const fieldwork = await createFieldwork(db, { sessions: 6 });
    const { videoId, sessionIds } = fieldwork;
    const [stays, ...leaving] = sessionIds as [number, ...number[]];
    async function write(): Promise<void> {
      const writer = await registerWriter(db);
      let seq = 1n;
      for (let second = 0; second < 8; second++) {
        const rows = sessionIds.map((id) =>
          batchOf(fieldwork, id, second, happySecond(id === stays ? 7 : 9)),
        );
        await appendBatches(db, writer, seq, rows);
        seq += BigInt(rows.length);
      }
    }
    async function fold(): Promise<void> {
      for (let i = 0; i < 8; i++) await foldVideo(db, videoId, addPacked);
    }
    async function withdraw(): Promise<void> {
      for (const id of leaving) await withdrawSession(db, id, subtractPacked);
    }
    await Promise.all([write(), fold(), withdraw()]);
    await foldVideo(db, videoId, addPacked);
    const expected = Array.from({ length: 8 }, (_, second) => ({ second, n: 1, happy: 7 }));
    expect(await sumsOf(db, videoId)).toEqual(expected);
    for (const id of leaving) expect(await leftOf(db, id)).toEqual(NOTHING);
  });
});

/** On a server: until another statement waits for a lock. Embedded there is one connection: it is queued. */
async function untilWaitingOrQueued(tx: Pick<Database, "$queryRaw">): Promise<void> {
  for (let attempt = 0; attempt < 50; attempt++) {
    const waiting = await tx.$queryRaw`SELECT 1 FROM pg_locks WHERE NOT granted`;
    if (Array.isArray(waiting) && waiting.length > 0) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
