import { z } from "zod";
import type { Database } from "./database.ts";
import { readPackedBatches } from "./packed-sessions.ts";

const rowsSchema = z.array(z.object({ segment: z.number().int(), seconds: z.array(z.number().int()) }));

/** Seconds of a session that are stored, packed or not, by segment, ascending; a segment without any is absent. */
export async function storedSeconds(db: Database, sessionId: number): Promise<Record<number, number[]>> {
  const rows = rowsSchema.parse(
    await db.$queryRaw`
      SELECT segment::int AS segment, array_agg(second::int ORDER BY second) AS seconds
      FROM "SampleBatch" WHERE "sessionId" = ${sessionId}::int GROUP BY segment`,
  );
  const stored: Record<number, number[]> = {};
  for (const { segment, second } of await readPackedBatches(db, sessionId)) {
    stored[segment] ??= [];
    stored[segment].push(second);
  }
  for (const { segment, seconds } of rows) stored[segment] = [...(stored[segment] ?? []), ...seconds];
  return stored;
}
