import { expect, it } from "vitest";
import { encodeBatch } from "#lib/protocol/batch-codec.ts";
import type { QualitySettings } from "#lib/protocol/quality.ts";
import type { Sample } from "#lib/protocol/sample.ts";
import { packViewerSecond } from "#lib/protocol/viewer-second.ts";
import { appendBatches } from "#lib/storage/append-batches.ts";
import { finishSession } from "#lib/storage/finish-session.ts";
import { registerWriter } from "#lib/storage/register-writer.ts";
import { noteSessionEvents } from "#lib/storage/session-events.ts";
import { createFieldwork, happySecond } from "#lib/testing/fieldwork.ts";
import { tenSamples } from "#lib/testing/samples.ts";
import { describeOnEachDatabase } from "#lib/testing/test-database.ts";
import { gradeSession } from "./grade-session.ts";

const SECONDS = 4;

describeOnEachDatabase("a finished session", (open) => {
  /** Finished after four seconds of a video of four; `samples` of each. */
  async function watched(samples: (second: number) => Sample[], quality: Partial<QualitySettings> = {}) {
    const db = open();
    const fieldwork = await createFieldwork(db, { durationMs: SECONDS * 1000 });
    await db.campaign.update({ where: { id: fieldwork.campaignId }, data: { quality } });
    const [sessionId] = fieldwork.sessionIds as [number];
    const rows = Array.from({ length: SECONDS }, (_, second) => ({
      sessionId,
      segment: 1,
      second,
      videoId: fieldwork.videoId,
      payload: encodeBatch({
        segment: 1,
        second,
        engineId: 0,
        droppedFrames: 0,
        stalledMs: 0,
        samples: samples(second),
      }),
      values: packViewerSecond(happySecond(1_000)),
    }));
    await appendBatches(db, await registerWriter(db), 1n, rows);
    return { db, sessionId };
  }
  const rowOf = (db: ReturnType<typeof open>, id: number) => db.session.findUniqueOrThrow({ where: { id } });

  it("is graded once it is finished, and not again", async () => {
    const { db, sessionId } = await watched((second) => tenSamples(second));
    expect(await gradeSession(db, sessionId)).toBeNull();
    await finishSession(db, sessionId);
    expect(await gradeSession(db, sessionId)).toBe(6);
    expect(await gradeSession(db, sessionId)).toBeNull();
    expect(await rowOf(db, sessionId)).toMatchObject({
      grade: 6,
      gradeReasons: [],
      excludedAt: null,
      measures: { coverage: 1, samplesPerSecond: 10, faceSize: expect.closeTo(0.4, 2), tabSwitches: 0 },
    });
  });

  it("tells a tab that was left while watching, and storage in memory", async () => {
    const { db, sessionId } = await watched((second) => tenSamples(second));
    await noteSessionEvents(db, sessionId, [
      { kind: "tabLeft", atMs: 5_000, ms: 900, watching: true },
      { kind: "tabLeft", atMs: 1_000, ms: 900, watching: false },
    ]);
    await db.session.update({ where: { id: sessionId }, data: { device: { storage: "memory" } } });
    await finishSession(db, sessionId);
    expect(await gradeSession(db, sessionId)).toBe(5);
    expect((await rowOf(db, sessionId)).gradeReasons).toEqual([
      { reason: "tabSwitches", points: 1, value: 1 },
      { reason: "memoryStorage", points: 0, value: null },
    ]);
  });

  it("is excluded with its reason below the grade that its campaign asks for, and only then", async () => {
    const nobody = (second: number) => tenSamples(second, { state: "noFace" });
    const poor = await watched(nobody);
    await finishSession(poor.db, poor.sessionId);
    expect(await gradeSession(poor.db, poor.sessionId)).toBe(1);
    expect(await rowOf(poor.db, poor.sessionId)).toMatchObject({
      excludedAt: expect.any(Date),
      excludedReason: "quality 1 of 6, below 2: coverage",
    });
    const kept = await watched(nobody, { lowestGrade: 1 });
    await finishSession(kept.db, kept.sessionId);
    expect(await gradeSession(kept.db, kept.sessionId)).toBe(1);
    expect(await rowOf(kept.db, kept.sessionId)).toMatchObject({ excludedAt: null, grade: 1 });
  });
});
