import { z } from "zod";
import { type CombineSums, combineIntoSums } from "./audience-rows.ts";
import type { Database } from "./database.ts";
import { lockVideosOf, readFolded } from "./folded-seconds.ts";
import { Prisma } from "./generated/client.ts";

const sessionSchema = z.array(
  z.object({ cellId: z.number().int(), excluded: z.boolean(), state: z.string() }),
);

/**
 * Erases a session: subtracts what was folded of it, deletes its batches and tracks and what its row told of the
 * viewer, and notes the withdrawal in the consent record, which stays; all in one transaction with the locks of
 * its videos held. A batch that is being appended meanwhile is either deleted here or not taken: appendBatches
 * locks the row that this one locks. Answers the videos whose numbers may have changed; none when it was
 * withdrawn before. The row keeps the hash of its key, so that a viewer whose answer was lost may ask again.
 */
export async function withdrawSession(
  db: Database,
  sessionId: number,
  subtract: CombineSums,
): Promise<{ videoIds: number[] }> {
  return db.$transaction(
    async (tx) => {
      const videoIds = await lockVideosOf(tx, sessionId);
      const [session] = sessionSchema.parse(
        await tx.$queryRaw`
          SELECT "cellId", "excludedAt" IS NOT NULL AS excluded, state::text AS state
          FROM "Session" WHERE id = ${sessionId}::int FOR UPDATE`,
      );
      if (!session || session.state === "withdrawn") return { videoIds: [] };
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
      await tx.session.update({
        where: { id: sessionId },
        data: {
          state: "withdrawn",
          finishedAt: null,
          closedAt: null,
          baseline: [],
          facingPose: [],
          baselineRefusal: null,
          calibratedAt: null,
          device: {},
          endReason: null,
          grade: null,
          gradeReasons: [],
          measures: Prisma.DbNull,
          excludedAt: null,
          excludedReason: null,
        },
      });
      await tx.consentRecord.updateMany({ where: { sessionId }, data: { withdrawnAt: new Date() } });
      return { videoIds };
    },
    { maxWait: 10_000, timeout: 30_000 },
  );
}
