import { z } from "zod";
import { type CombineSums, combineIntoSums } from "./audience-rows.ts";
import type { Transaction } from "./database.ts";
import { lockVideosOf, readFolded } from "./folded-seconds.ts";

const sessionSchema = z.array(
  z.object({ cellId: z.number().int(), excluded: z.boolean(), state: z.string() }),
);

/**
 * Within the caller's transaction, which then holds the locks of the session's videos and of its row: subtracts
 * from the sums what was folded of it, and deletes its batches, tracks, stimuli, events and what was decided of it.
 * A batch that is being appended meanwhile is either deleted here or not taken: appendBatches locks the row that this
 * one locks. Answers the videos whose numbers may have changed; null when there is no such session, or it was
 * withdrawn and has nothing.
 */
export async function eraseMeasured(
  tx: Transaction,
  sessionId: number,
  subtract: CombineSums,
): Promise<number[] | null> {
  const videoIds = await lockVideosOf(tx, sessionId);
  const [session] = sessionSchema.parse(
    await tx.$queryRaw`
      SELECT "cellId", "excludedAt" IS NOT NULL AS excluded, state::text AS state
      FROM "Session" WHERE id = ${sessionId}::int FOR UPDATE`,
  );
  if (!session || session.state === "withdrawn") return null;
  if (!session.excluded) {
    for (const [videoId, contributions] of await readFolded(tx, sessionId, session.cellId)) {
      await combineIntoSums(tx, videoId, contributions, subtract);
    }
  }
  await tx.$executeRaw`DELETE FROM "SampleBatch" WHERE "sessionId" = ${sessionId}::int`;
  await tx.packedSession.deleteMany({ where: { sessionId } });
  await tx.viewerTrack.deleteMany({ where: { sessionId } });
  await tx.sessionStimulus.deleteMany({ where: { sessionId } });
  await tx.sessionEvent.deleteMany({ where: { sessionId } });
  await tx.exclusionDecision.deleteMany({ where: { sessionId } });
  return videoIds;
}
