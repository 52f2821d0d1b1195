import type { Database } from "./database.ts";

/** A new writer of batches, whose sequence begins at 1: one for each start of a server process. */
export async function registerWriter(db: Database): Promise<number> {
  const { id } = await db.writer.create({ data: {}, select: { id: true } });
  return id;
}
