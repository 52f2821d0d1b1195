import { z } from "zod";
import type { Database } from "./database.ts";

/** Sessions of some cells, from the counts that the database keeps: neither withdrawn nor excluded, and excluded. */
export async function countCellSessions(
  db: Database,
  cellIds: readonly number[],
): Promise<{ sessions: number; excluded: number }> {
  const [counted] = z.array(z.object({ sessions: z.number().int(), excluded: z.number().int() })).parse(
    await db.$queryRaw`
      SELECT coalesce(sum(sessions), 0)::int AS sessions, coalesce(sum(excluded), 0)::int AS excluded
      FROM "SessionCount" WHERE "cellId" = ANY(${[...cellIds]}::int[])`,
  );
  return counted ?? { sessions: 0, excluded: 0 };
}
