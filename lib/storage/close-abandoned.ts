import { z } from "zod";
import type { Database } from "./database.ts";
import { writeViewerTracks } from "./viewer-tracks.ts";

const idsSchema = z.array(z.object({ id: z.number().int() }));

/**
 * Closes sessions that began before a moment and were never finished: nothing more is taken of them, their tracks
 * are written, and they can be packed. They do not become finished. Each in a transaction of its own; answers how
 * many.
 */
export async function closeAbandonedSessions(
  db: Database,
  startedBefore: Date,
  limit = 1_000,
): Promise<number> {
  const left = idsSchema.parse(
    await db.$queryRaw`
      SELECT id FROM "Session"
      WHERE state = 'open' AND "closedAt" IS NULL AND "startedAt" < ${startedBefore}::timestamptz
      ORDER BY id LIMIT ${limit}::int`,
  );
  let closed = 0;
  for (const { id } of left) {
    const done = await db.$transaction(async (tx) => {
      const { count } = await tx.session.updateMany({
        where: { id, state: "open", closedAt: null },
        data: { closedAt: new Date() },
      });
      if (count === 1) await writeViewerTracks(tx, id);
      return count;
    });
    closed += done;
  }
  return closed;
}
