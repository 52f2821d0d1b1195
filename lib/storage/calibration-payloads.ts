import type { Database } from "./database.ts";

/** Wire bytes of the calibration's batches of a session, in order. */
export async function calibrationPayloads(db: Database, sessionId: number): Promise<Uint8Array[]> {
  const rows = await db.sampleBatch.findMany({
    where: { sessionId, segment: 0 },
    orderBy: { second: "asc" },
    select: { payload: true },
  });
  return rows.map(({ payload }) => payload);
}
