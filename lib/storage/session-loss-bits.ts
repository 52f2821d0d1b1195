import { z } from "zod";
import { lossBits } from "#lib/protocol/viewer-second.ts";
import type { Database } from "./database.ts";
import { trackSeconds } from "./packed-sessions.ts";

const sessionsSchema = z.array(
  z.object({ id: z.number().int(), tracks: z.array(z.object({ payload: z.instanceof(Uint8Array) })) }),
);

/**
 * Keeps what sessions lost seconds to, at most of `limit` that were closed before it was kept as their tracks are written.
 * Answers how many it found: fewer than the limit when none is left.
 */
export async function keepLossBits(db: Database, limit: number): Promise<number> {
  const sessions = sessionsSchema.parse(
    await db.session.findMany({
      where: { closedAt: { not: null }, lossBits: null },
      select: { id: true, tracks: { select: { payload: true } } },
      take: limit,
    }),
  );
  for (const { id, tracks } of sessions) {
    const seconds = tracks.flatMap(({ payload }) => trackSeconds(payload).map(({ values }) => values));
    await db.session.updateMany({
      where: { id, closedAt: { not: null } },
      data: { lossBits: lossBits(seconds) },
    });
  }
  return sessions.length;
}
