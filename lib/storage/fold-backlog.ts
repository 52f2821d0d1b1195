import { z } from "zod";
import type { Database } from "./database.ts";

const rowsSchema = z.array(z.object({ videoId: z.number().int(), campaignId: z.number().int() }));

/** Videos with batches that no fold has read: left by a process that ended before its fold came. */
export async function foldBacklog(db: Database): Promise<{ videoId: number; campaignId: number }[]> {
  return rowsSchema.parse(
    await db.$queryRaw`
      SELECT v.id AS "videoId", v."campaignId"
      FROM "Video" v
      WHERE EXISTS (
        SELECT 1
        FROM "Writer" w
        LEFT JOIN "FoldWatermark" m ON m."videoId" = v.id AND m.writer = w.id
        CROSS JOIN LATERAL (
          SELECT 1 FROM "SampleBatch" t
          WHERE t."videoId" = v.id AND t.writer = w.id AND t."writerSeq" > coalesce(m."writerSeq", 0)
          LIMIT 1
        ) b
      )
      ORDER BY v.id`,
  );
}
