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
  /** When the latest of `sessions` started; null without any. */
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
 * with the most recent session comes first; one whose sessions are all gone comes last.
 */
export async function readAudienceEngines(db: Database, campaignId: number): Promise<AudienceEngine[]> {
  const rows = await db.$queryRaw`
    WITH per_cell AS (
      SELECT "cellId",
        count(*) FILTER (WHERE "excludedAt" IS NULL)::int AS sessions,
        count(*) FILTER (WHERE "excludedAt" IS NOT NULL)::int AS excluded,
        max("startedAt") FILTER (WHERE "excludedAt" IS NULL) AS last_started_at
      FROM "Session"
      WHERE "campaignId" = ${campaignId}::int AND state <> 'withdrawn'
      GROUP BY "cellId"
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
