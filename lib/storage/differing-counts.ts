import { z } from "zod";
import type { Transaction } from "./database.ts";

const rowsSchema = z.array(
  z.object({
    cellId: z.number().int(),
    /** Null: of the whole cell. */
    videoId: z.number().int().nullable(),
    keptSessions: z.number().int(),
    keptExcluded: z.number().int(),
    sessions: z.number().int(),
    excluded: z.number().int(),
  }),
);

/** Kept counts of a cell, or of those of it who were shown a video, that are not what its sessions give. */
export type DifferingCount = z.infer<typeof rowsSchema>[number];

/** Counts all sessions again, by cell and by cell and video, and answers where SessionCount or ShownCount say otherwise. */
export async function differingCounts(tx: Transaction): Promise<DifferingCount[]> {
  return rowsSchema.parse(
    await tx.$queryRaw`
      WITH kept AS (
        SELECT "cellId", NULL::int AS "videoId", sessions, excluded FROM "SessionCount"
        UNION ALL SELECT "cellId", "videoId", sessions, excluded FROM "ShownCount"
      ), counted AS (
        SELECT s."cellId", NULL::int AS "videoId", s."excludedAt" FROM "Session" s WHERE s.state <> 'withdrawn'
        UNION ALL SELECT s."cellId", t."videoId", s."excludedAt"
          FROM "SessionStimulus" t JOIN "Session" s ON s.id = t."sessionId" WHERE s.state <> 'withdrawn'
      ), together AS (
        SELECT "cellId", "videoId", sessions AS kept_sessions, excluded AS kept_excluded, 0 AS sessions, 0 AS excluded
        FROM kept
        UNION ALL SELECT "cellId", "videoId", 0, 0, ("excludedAt" IS NULL)::int, ("excludedAt" IS NOT NULL)::int FROM counted
      )
      SELECT "cellId", "videoId", sum(kept_sessions)::int AS "keptSessions", sum(kept_excluded)::int AS "keptExcluded",
        sum(sessions)::int AS sessions, sum(excluded)::int AS excluded
      FROM together GROUP BY 1, 2
      HAVING sum(kept_sessions) <> sum(sessions) OR sum(kept_excluded) <> sum(excluded)
      ORDER BY 1, 2 NULLS FIRST`,
  );
}
