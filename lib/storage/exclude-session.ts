import { z } from "zod";
import { type CombineSums, combineIntoSums } from "./audience-rows.ts";
import type { Database } from "./database.ts";
import { lockVideosOf, readFolded } from "./folded-seconds.ts";

const sessionSchema = z.array(z.object({ cellId: z.number().int(), excluded: z.boolean() }));

/**
 * Takes a session out of the audience: subtracts what was folded of it and marks it, in one transaction with
 * the locks of its videos held. Later batches of it are passed over by the fold. False when it was excluded
 * already, was withdrawn, or does not exist.
 */
export async function excludeSession(
  db: Database,
  sessionId: number,
  reason: string,
  subtract: CombineSums,
  /** Who decided, as they are named now; null when the server did. */
  by: string | null = null,
): Promise<boolean> {
  const mark = { excludedAt: new Date(), excludedReason: reason, excludedBy: by };
  return recount(db, sessionId, true, subtract, mark);
}

/** Exact inverse of `excludeSession`: adds back what the fold has passed. False when it was not excluded. */
export async function includeSession(db: Database, sessionId: number, add: CombineSums): Promise<boolean> {
  return recount(db, sessionId, false, add, { excludedAt: null, excludedReason: null, excludedBy: null });
}

async function recount(
  db: Database,
  sessionId: number,
  exclude: boolean,
  combine: CombineSums,
  mark: { excludedAt: Date | null; excludedReason: string | null; excludedBy: string | null },
): Promise<boolean> {
  return db.$transaction(
    async (tx) => {
      await lockVideosOf(tx, sessionId);
      const [session] = sessionSchema.parse(
        await tx.$queryRaw`
          SELECT "cellId", "excludedAt" IS NOT NULL AS excluded
          FROM "Session" WHERE id = ${sessionId}::int AND state <> 'withdrawn' FOR UPDATE`,
      );
      if (!session || session.excluded === exclude) return false;
      const byVideo = await readFolded(tx, sessionId, session.cellId);
      for (const [videoId, contributions] of byVideo) {
        await combineIntoSums(tx, videoId, contributions, combine);
      }
      await tx.session.update({ where: { id: sessionId }, data: mark });
      return true;
    },
    { maxWait: 10_000, timeout: 30_000 },
  );
}
