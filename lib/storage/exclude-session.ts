import { z } from "zod";
import { type CombineSums, type Contribution, combineIntoSums } from "./audience-rows.ts";
import type { Database, Transaction } from "./database.ts";
import { waitForFoldLock } from "./fold-lock.ts";

const sessionSchema = z.array(z.object({ cellId: z.number().int(), excluded: z.boolean() }));
const foldedSchema = z.array(
  z.object({ videoId: z.number().int(), second: z.number().int(), values: z.instanceof(Uint8Array) }),
);

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
): Promise<boolean> {
  return recount(db, sessionId, true, subtract, { excludedAt: new Date(), excludedReason: reason });
}

/** Exact inverse of `excludeSession`: adds back what the fold has passed. False when it was not excluded. */
export async function includeSession(db: Database, sessionId: number, add: CombineSums): Promise<boolean> {
  return recount(db, sessionId, false, add, { excludedAt: null, excludedReason: null });
}

async function recount(
  db: Database,
  sessionId: number,
  exclude: boolean,
  combine: CombineSums,
  mark: { excludedAt: Date | null; excludedReason: string | null },
): Promise<boolean> {
  return db.$transaction(
    async (tx) => {
      const stimuli = await tx.sessionStimulus.findMany({ where: { sessionId }, select: { videoId: true } });
      const videoIds = [...new Set(stimuli.map(({ videoId }) => videoId))].sort((a, b) => a - b);
      // In ascending order, so that two of these never wait for each other.
      for (const videoId of videoIds) await waitForFoldLock(tx, videoId);
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

/** Viewer-seconds of a session that the fold has read, counted or passed over, by video. */
async function readFolded(
  tx: Transaction,
  sessionId: number,
  cellId: number,
): Promise<Map<number, Contribution[]>> {
  const rows = foldedSchema.parse(
    await tx.$queryRaw`
      SELECT b."videoId", b.second::int AS second, b."values"
      FROM "SampleBatch" b
      JOIN "FoldWatermark" m
        ON m."videoId" = b."videoId" AND m.writer = b.writer AND b."writerSeq" <= m."writerSeq"
      WHERE b."sessionId" = ${sessionId}::int`,
  );
  const byVideo = new Map<number, Contribution[]>();
  for (const { videoId, second, values } of rows) {
    const contributions = byVideo.get(videoId) ?? [];
    contributions.push({ cellId, second, values });
    byVideo.set(videoId, contributions);
  }
  return byVideo;
}
