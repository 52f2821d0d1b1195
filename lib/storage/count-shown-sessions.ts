import { z } from "zod";
import type { Database } from "./database.ts";
import { wasShown } from "./read-track-pages.ts";

/** Sessions of one cell that were shown a video, not withdrawn. */
export interface ShownCounts {
  /** Not excluded. */
  sessions: number;
  excluded: number;
}

const rowsSchema = z.array(
  z.object({ cellId: z.number().int(), sessions: z.number().int(), excluded: z.number().int() }),
);

/**
 * How many sessions of each cell were shown a video; a cell without any is absent. It looks at every session, which a
 * campaign of one video, where `readAudienceEngines` tells the same, can spare.
 */
export async function countShownByCell(
  db: Database,
  campaignId: number,
  videoId: number,
): Promise<Map<number, ShownCounts>> {
  const rows = rowsSchema.parse(
    await db.$queryRaw`
      SELECT s."cellId", count(*) FILTER (WHERE s."excludedAt" IS NULL)::int AS sessions,
        count(*) FILTER (WHERE s."excludedAt" IS NOT NULL)::int AS excluded
      FROM "Session" s
      WHERE s."campaignId" = ${campaignId}::int AND s.state <> 'withdrawn' AND ${wasShown(videoId)}
      GROUP BY s."cellId"`,
  );
  return new Map(rows.map(({ cellId, ...counts }) => [cellId, counts]));
}
