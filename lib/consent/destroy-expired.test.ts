import { expect, it } from "vitest";
import { addPacked, subtractPacked } from "#lib/analytics/combine-packed.ts";
import { appendBatches } from "#lib/storage/append-batches.ts";
import { keepConsentText } from "#lib/storage/consent-records.ts";
import { createSession } from "#lib/storage/create-session.ts";
import type { Database } from "#lib/storage/database.ts";
import { excludeSession } from "#lib/storage/exclude-session.ts";
import { numbersDestroyedBetween } from "#lib/storage/expired-sessions.ts";
import { finishSession } from "#lib/storage/finish-session.ts";
import { foldVideo } from "#lib/storage/fold-video.ts";
import { registerWriter } from "#lib/storage/register-writer.ts";
import { withdrawSession } from "#lib/storage/withdraw-session.ts";
import { batchOf, createFieldwork, type Fieldwork, happySecond } from "#lib/testing/fieldwork.ts";
import { describeOnEachDatabase } from "#lib/testing/test-database.ts";
import { destroyExpired } from "./destroy-expired.ts";

const DAY_MS = 86_400_000;
const RETENTION_DAYS = 30;
const NOW = new Date("2027-03-01T12:00:00Z");
const daysAgo = (days: number) => new Date(NOW.getTime() - days * DAY_MS);

/** A real viewer with a consent record who began `days` ago and watched three seconds. */
async function watched(db: Database, fieldwork: Fieldwork, days: number, simulated = false) {
  await keepConsentText(db, { sha256: "c".repeat(64), version: "1", locale: "en", body: "text" });
  const { sessionId, receipt } = await createSession(db, {
    campaignId: fieldwork.campaignId,
    videoIds: [fieldwork.videoId],
    simulated,
    engineVersion: simulated ? "synthetic-1" : "human-3.3.6/emotion",
    variables: {},
    device: { userAgent: "a browser" },
    consentTextSha256: "c".repeat(64),
  });
  await db.session.update({
    where: { id: sessionId },
    data: { startedAt: daysAgo(days), calibratedAt: daysAgo(days), baseline: [0, 0, 0, 2_000, 8_000, 0, 0] },
  });
  const rows = [0, 1, 2].map((second) => batchOf(fieldwork, sessionId, second, happySecond(1_000 + days)));
  await appendBatches(db, await registerWriter(db), 1n, rows);
  return { sessionId, receipt };
}

async function leftOf(db: Database, sessionId: number) {
  const where = { sessionId };
  const left = await Promise.all([
    db.sampleBatch.count({ where }),
    db.viewerTrack.count({ where }),
    db.sessionStimulus.count({ where }),
    db.exclusionDecision.count({ where }),
    db.session.count({ where: { id: sessionId } }),
    db.consentRecord.count({ where }),
  ]);
  return left.reduce((sum, count) => sum + count, 0);
}

describeOnEachDatabase("the promise to destroy numbers", (open) => {
  async function fieldworkOf30Days() {
    const fieldwork = await createFieldwork(open(), { sessions: 0 });
    const { campaignId: id, videoId } = fieldwork;
    await open().campaign.update({ where: { id }, data: { retentionDays: RETENTION_DAYS } });
    return { fieldwork, id, videoId };
  }

  it("is kept to the day, from batches to sums, however a session stands; younger ones stay", async () => {
    const db = open();
    const { fieldwork, videoId } = await fieldworkOf30Days();
    const young = await watched(db, fieldwork, RETENTION_DAYS - 1);
    await foldVideo(db, videoId, addPacked);
    const sums = () => db.audienceSecond.findMany({ where: { videoId }, orderBy: { second: "asc" } });
    const alone = await sums();

    const finished = await watched(db, fieldwork, RETENTION_DAYS);
    const left = await watched(db, fieldwork, RETENTION_DAYS + 200);
    const excluded = await watched(db, fieldwork, RETENTION_DAYS + 1);
    const withdrawn = await watched(db, fieldwork, RETENTION_DAYS + 2);
    await foldVideo(db, videoId, addPacked);
    const unfolded = await watched(db, fieldwork, RETENTION_DAYS + 3);
    await finishSession(db, finished.sessionId);
    await excludeSession(db, excluded.sessionId, "test", subtractPacked);
    await withdrawSession(db, withdrawn.sessionId, subtractPacked);
    expect(await sums()).not.toEqual(alone);

    const old = [finished, left, excluded, withdrawn, unfolded];
    expect(await destroyExpired(db, NOW)).toBe(old.length);
    for (const { sessionId } of old) expect(await leftOf(db, sessionId)).toBe(0);
    await foldVideo(db, videoId, addPacked);
    expect(await sums()).toEqual(alone);
    expect(await leftOf(db, young.sessionId)).toBeGreaterThan(3);
    expect(await destroyExpired(db, NOW)).toBe(0);
  });

  it("leaves of a consent its fact, times and receipt, and nothing that leads to a number", async () => {
    const db = open();
    const { fieldwork } = await fieldworkOf30Days();
    const { receipt, sessionId } = await watched(db, fieldwork, RETENTION_DAYS + 1);
    const before = await db.consentRecord.findUniqueOrThrow({ where: { receipt } });
    await destroyExpired(db, NOW);
    expect(await db.consentRecord.findUniqueOrThrow({ where: { receipt } })).toEqual({
      ...before,
      sessionId: null,
    });
    expect(before.sessionId).toBe(sessionId);
  });

  it("holds for closed and deleted campaigns, each by its own days, and not for simulated viewers", async () => {
    const db = open();
    const closed = await fieldworkOf30Days();
    const longer = await fieldworkOf30Days();
    await db.campaign.update({
      where: { id: closed.id },
      data: { status: "closed", deletedAt: daysAgo(1) },
    });
    await db.campaign.update({ where: { id: longer.id }, data: { retentionDays: 365 } });
    const gone = await watched(db, closed.fieldwork, RETENTION_DAYS + 1);
    const kept = await watched(db, longer.fieldwork, RETENTION_DAYS + 1);
    const invented = await watched(db, closed.fieldwork, RETENTION_DAYS + 1, true);
    await destroyExpired(db, NOW);
    expect(await leftOf(db, gone.sessionId)).toBe(0);
    expect(await leftOf(db, kept.sessionId)).toBeGreaterThan(3);
    expect(await leftOf(db, invented.sessionId)).toBeGreaterThan(3);
    expect(await numbersDestroyedBetween(db, { id: longer.id, retentionDays: 365 })).toEqual({
      first: new Date(daysAgo(RETENTION_DAYS + 1).getTime() + 365 * DAY_MS),
      last: new Date(daysAgo(RETENTION_DAYS + 1).getTime() + 365 * DAY_MS),
    });
    expect(await numbersDestroyedBetween(db, { id: closed.id, retentionDays: 30 })).toBeNull();
  });

  it("stops when it is told to, and what is left goes the next time", async () => {
    const db = open();
    const { fieldwork } = await fieldworkOf30Days();
    await watched(db, fieldwork, RETENTION_DAYS + 1);
    const told = new AbortController();
    told.abort();
    expect(await destroyExpired(db, NOW, told.signal)).toBe(0);
    expect(await destroyExpired(db, NOW)).toBe(1);
  });
});
