import { z } from "zod";
import type { Database } from "./database.ts";

/** Sessions that an audience's numbers rest on. */
export interface SessionCounts {
  /** Neither withdrawn nor excluded; and those of them that are simulated. */
  sessions: number;
  simulatedSessions: number;
  excluded: number;
}

export const sessionCountsSchema: z.ZodType<SessionCounts> = z.object({
  sessions: z.number().int(),
  simulatedSessions: z.number().int(),
  excluded: z.number().int(),
});

/** Sessions of some cells, from the counts that the database keeps. */
export async function countCellSessions(db: Database, cellIds: readonly number[]): Promise<SessionCounts> {
  const [counted] = z.array(sessionCountsSchema).parse(
    await db.$queryRaw`
      SELECT coalesce(sum(n.sessions), 0)::int AS sessions,
        coalesce(sum(n.sessions) FILTER (WHERE c.simulated), 0)::int AS "simulatedSessions",
        coalesce(sum(n.excluded), 0)::int AS excluded
      FROM "SessionCount" n JOIN "SegmentCell" c ON c.id = n."cellId"
      WHERE n."cellId" = ANY(${[...cellIds]}::int[])`,
  );
  return counted ?? { sessions: 0, simulatedSessions: 0, excluded: 0 };
}
