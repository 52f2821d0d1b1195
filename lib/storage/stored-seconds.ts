import { z } from "zod";
import type { Database } from "./database.ts";

const rowsSchema = z.array(z.object({ segment: z.number().int(), seconds: z.array(z.number().int()) }));

/** Seconds of a session that are stored, by segment, ascending; a segment without any is absent. */
export async function storedSeconds(db: Database, sessionId: number): Promise<Record<number, number[]>> {
  const rows = rowsSchema.parse(
    await db.$queryRaw`
      SELECT segment::int AS segment, array_agg(second::int ORDER BY second) AS seconds
      FROM "SampleBatch" WHERE "sessionId" = ${sessionId}::int GROUP BY segment`,
  );
  return Object.fromEntries(rows.map(({ segment, seconds }) => [segment, seconds]));
}
