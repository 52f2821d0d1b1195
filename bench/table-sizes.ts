import { z } from "zod";
import type { Database } from "#lib/storage/database.ts";

const rowsSchema = z.array(z.object({ name: z.string(), bytes: z.coerce.number() }));

/** Bytes on disk of every table with its indexes and its long values, by name, largest first. */
export async function tableSizes(db: Database): Promise<Map<string, number>> {
  const rows = rowsSchema.parse(
    await db.$queryRaw`
      SELECT relname::text AS name, pg_total_relation_size(oid)::text AS bytes
      FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace ORDER BY pg_total_relation_size(oid) DESC`,
  );
  return new Map(rows.map(({ name, bytes }) => [name, bytes]));
}

export function totalBytes(sizes: ReadonlyMap<string, number>): number {
  return [...sizes.values()].reduce((sum, bytes) => sum + bytes, 0);
}
