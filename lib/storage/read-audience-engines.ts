import { z } from "zod";
import type { Database } from "./database.ts";

/** Sessions of one campaign that one engine measured, of one audience. */
export interface AudienceEngine {
  simulated: boolean;
  engineVersion: string;
  /** Cells of the audience sums in which these sessions are counted. */
  cellIds: number[];
  /** Neither excluded nor withdrawn. */
  sessions: number;
  /** Excluded for their quality, not withdrawn. */
  excluded: number;
  /** When the latest session started, be it excluded since; null without any that counts. */
  lastStartedAt: Date | null;
}

const rowsSchema = z.array(
  z.object({
    simulated: z.boolean(),
    engineVersion: z.string(),
    cellIds: z.array(z.number().int()),
    sessions: z.number().int(),
    excluded: z.number().int(),
    lastStartedAt: z.date().nullable(),
  }),
);

/**
 * Who was measured in a campaign, by audience and engine: the two are never mixed by default. The engine
 * with the most recent session comes first; one whose sessions are all gone comes last. From the counts that the
 * database keeps by cell: it costs the same for a hundred sessions and a million.
 */
export async function readAudienceEngines(db: Database, campaignId: number): Promise<AudienceEngine[]> {
  const rows = await db.$queryRaw`
    WITH per_cell AS (
      SELECT n."cellId", sum(n.sessions) AS sessions, sum(n.excluded) AS excluded,
        CASE WHEN sum(n.sessions) > 0 THEN max(n."lastStartedAt") END AS last_started_at
      FROM "SessionCount" n JOIN "SegmentCell" own ON own.id = n."cellId" AND own."campaignId" = ${campaignId}::int
      GROUP BY n."cellId"
    )
    SELECT c.simulated, c."engineVersion", array_agg(c.id ORDER BY c.id) AS "cellIds",
      coalesce(sum(p.sessions), 0)::int AS sessions,
      coalesce(sum(p.excluded), 0)::int AS excluded,
      max(p.last_started_at) AS "lastStartedAt"
    FROM "SegmentCell" c LEFT JOIN per_cell p ON p."cellId" = c.id
    WHERE c."campaignId" = ${campaignId}::int
    GROUP BY c.simulated, c."engineVersion"
    ORDER BY max(p.last_started_at) DESC NULLS LAST, c."engineVersion"`;
  return rowsSchema.parse(rows);
}
