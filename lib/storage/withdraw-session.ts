import type { CombineSums } from "./audience-rows.ts";
import type { Database } from "./database.ts";
import { eraseMeasured } from "./erase-measured.ts";
import { Prisma } from "./generated/client.ts";

/**
 * Erases a session with what its row told of the viewer, and notes the withdrawal in the consent record, which
 * stays; all in one transaction. Answers the videos whose numbers may have changed; none when it was withdrawn
 * before. The row keeps the hash of its key, so that a viewer whose answer was lost may ask again.
 */
export async function withdrawSession(
  db: Database,
  sessionId: number,
  subtract: CombineSums,
): Promise<{ videoIds: number[] }> {
  return db.$transaction(
    async (tx) => {
      const videoIds = await eraseMeasured(tx, sessionId, subtract);
      if (videoIds === null) return { videoIds: [] };
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
          lossBits: null,
          excludedAt: null,
          excludedReason: null,
          excludedBy: null,
        },
      });
      await tx.consentRecord.updateMany({ where: { sessionId }, data: { withdrawnAt: new Date() } });
      return { videoIds };
    },
    { maxWait: 10_000, timeout: 30_000 },
  );
}
