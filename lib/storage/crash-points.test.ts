import { expect, it } from "vitest";
import { addPacked, subtractPacked } from "#lib/analytics/combine-packed.ts";
import { recomputeSums } from "#lib/reports/recompute-sums.ts";
import { CutOff, cutOffAfter } from "#lib/testing/cut-off.ts";
import { createFieldwork, ingestRow } from "#lib/testing/fieldwork.ts";
import { describeOnEachDatabase } from "#lib/testing/test-database.ts";
import { appendBatches } from "./append-batches.ts";
import { compactSession } from "./compact-session.ts";
import type { Database } from "./database.ts";
import { excludeSession, includeSession } from "./exclude-session.ts";
import { finishSession } from "./finish-session.ts";
import { foldVideo } from "./fold-video.ts";
import { registerWriter } from "./register-writer.ts";
import { withdrawSession } from "./withdraw-session.ts";

interface Scene {
  videoId: number;
  sessionId: number;
}

const STEPS: Record<string, (db: Database, scene: Scene) => Promise<unknown>> = {
  "the first fold": (db, { videoId }) => foldVideo(db, videoId, addPacked),
  "an exclusion": (db, { sessionId }) => excludeSession(db, sessionId, "test", subtractPacked),
  "an inclusion": (db, { sessionId }) => includeSession(db, sessionId, addPacked),
  "a finish": (db, { sessionId }) => finishSession(db, sessionId),
  "a compaction": (db, { sessionId }) => compactSession(db, sessionId),
  "an exclusion of what is packed": (db, { sessionId }) =>
    excludeSession(db, sessionId, "test", subtractPacked),
  "its inclusion": (db, { sessionId }) => includeSession(db, sessionId, addPacked),
  "a withdrawal of what is packed": (db, { sessionId }) => withdrawSession(db, sessionId, subtractPacked),
};

/** Every row that holds a number, as it is. */
async function rowsOf(db: Database, { videoId, sessionId }: Scene) {
  return {
    sums: await db.audienceSecond.findMany({ where: { videoId }, orderBy: { second: "asc" } }),
    marks: await db.foldWatermark.findMany({ where: { videoId } }),
    batches: await db.sampleBatch.findMany({ where: { sessionId }, orderBy: { second: "asc" } }),
    packed: await db.packedSession.findMany({ where: { sessionId } }),
    tracks: await db.viewerTrack.findMany({ where: { sessionId } }),
    decisions: await db.exclusionDecision.findMany({ where: { sessionId }, orderBy: { id: "asc" } }),
    session: await db.session.findUnique({ where: { id: sessionId } }),
  };
}

describeOnEachDatabase("a crash between any two statements", (open) => {
  it("of a fold, an exclusion, a finish, a compaction or a withdrawal undoes it whole, and done again it is exact", async () => {
    const db = open();
    const fieldwork = await createFieldwork(db, { sessions: 2 });
    const scene = { videoId: fieldwork.videoId, sessionId: fieldwork.sessionIds[0]! };
    const rows = fieldwork.sessionIds.flatMap((id) =>
      [0, 1, 2].map((second) => ingestRow(fieldwork, id, second)),
    );
    await appendBatches(db, await registerWriter(db), 1n, rows);
    for (const [what, step] of Object.entries(STEPS)) {
      const before = await rowsOf(db, scene);
      let statements = 0;
      for (; ; statements++) {
        const cut = await step(cutOffAfter(db, statements), scene).then(
          () => false,
          (error: unknown) => {
            if (!(error instanceof CutOff)) throw error;
            return true;
          },
        );
        if (!cut) break;
        expect([what, statements, await rowsOf(db, scene)]).toEqual([what, statements, before]);
      }
      expect([what, statements > 1]).toEqual([what, true]);
      expect([what, (await recomputeSums(db)).differences]).toEqual([what, []]);
      expect(await rowsOf(db, scene)).not.toEqual(before);
    }
    expect(await db.sampleBatch.count({ where: { sessionId: scene.sessionId } })).toBe(0);
    expect(await db.packedSession.count({ where: { sessionId: scene.sessionId } })).toBe(0);
    const left = await db.audienceSecond.findMany({ where: { videoId: scene.videoId } });
    expect(left.map(({ n }) => n)).toEqual([1, 1, 1]);
  }, 120_000);
});
