import { expect, it } from "vitest";
import { addPacked } from "#lib/analytics/combine-packed.ts";
import { appendBatches } from "#lib/storage/append-batches.ts";
import { finishSession } from "#lib/storage/finish-session.ts";
import { foldVideo } from "#lib/storage/fold-video.ts";
import { registerWriter } from "#lib/storage/register-writer.ts";
import { createFieldwork, ingestRow } from "#lib/testing/fieldwork.ts";
import { describeOnEachDatabase } from "#lib/testing/test-database.ts";
import { compactSessions } from "./compact-sessions.ts";

describeOnEachDatabase("packing closed sessions", (open) => {
  it("gives the database to others after each of them", async () => {
    const db = open();
    const fieldwork = await createFieldwork(db, { sessions: 3 });
    const rows = fieldwork.sessionIds.map((id) => ingestRow(fieldwork, id, 0));
    await appendBatches(db, await registerWriter(db), 1n, rows);
    await foldVideo(db, fieldwork.videoId, addPacked);
    for (const id of fieldwork.sessionIds) await finishSession(db, id);

    const packedAtRest: number[] = [];
    const counts = await compactSessions(db, {
      now: new Date(),
      closedForMs: -1_000,
      rest: async (tookMs) => {
        expect(tookMs).toBeGreaterThan(0);
        packedAtRest.push(
          await db.packedSession.count({ where: { sessionId: { in: fieldwork.sessionIds } } }),
        );
      },
    });
    expect(counts).toMatchObject({ packed: 3, unreadable: 0 });
    expect(packedAtRest).toEqual([1, 2, 3]);
  });
});
