import { z } from "zod";
import { type CombineSums, combineIntoSums } from "./audience-rows.ts";
import type { Database } from "./database.ts";
import { lockVideosOf, readFolded } from "./folded-seconds.ts";

const sessionSchema = z.array(z.object({ cellId: z.number().int(), excluded: z.boolean() }));

/** What somebody decided of a session, as it is kept. */
interface Decision {
  excluded: boolean;
  reason: string | null;
  decidedBy: string | null;
}

/**
 * Takes a session out of the audience: subtracts what was folded of it, marks it and keeps the decision, in one
 * transaction with the locks of its videos held. Later batches of it are passed over by the fold. False when it was
 * excluded already, was withdrawn, or does not exist.
 */
export async function excludeSession(
  db: Database,
  sessionId: number,
  reason: string,
  subtract: CombineSums,
  /** Who decided, as they are named now; null when the server did. */
  by: string | null = null,
): Promise<boolean> {
  return recount(db, sessionId, { excluded: true, reason, decidedBy: by }, subtract);
}

/**
 * Exact inverse of `excludeSession`: adds back what the fold has passed, and keeps that decision beside the other.
 * False when it was not excluded.
 */
export async function includeSession(
  db: Database,
  sessionId: number,
  add: CombineSums,
  reason: string | null = null,
  by: string | null = null,
): Promise<boolean> {
  return recount(db, sessionId, { excluded: false, reason, decidedBy: by }, add);
}

async function recount(
  db: Database,
  sessionId: number,
  decision: Decision,
  combine: CombineSums,
): Promise<boolean> {
  return db.$transaction(
    async (tx) => {
      await lockVideosOf(tx, sessionId);
      const [session] = sessionSchema.parse(
        await tx.$queryRaw`
          SELECT "cellId", "excludedAt" IS NOT NULL AS excluded
          FROM "Session" WHERE id = ${sessionId}::int AND state <> 'withdrawn' FOR UPDATE`,
      );
      if (!session || session.excluded === decision.excluded) return false;
      const byVideo = await readFolded(tx, sessionId, session.cellId);
      for (const [videoId, contributions] of byVideo) {
        await combineIntoSums(tx, videoId, contributions, combine);
      }
      const decidedAt = new Date();
      await tx.session.update({ where: { id: sessionId }, data: markOf(decision, decidedAt) });
      await tx.exclusionDecision.create({ data: { sessionId, ...decision, decidedAt } });
      return true;
    },
    { maxWait: 10_000, timeout: 30_000 },
  );
}

function markOf({ excluded, reason, decidedBy }: Decision, decidedAt: Date) {
  return excluded
    ? { excludedAt: decidedAt, excludedReason: reason, excludedBy: decidedBy }
    : { excludedAt: null, excludedReason: null, excludedBy: null };
}
