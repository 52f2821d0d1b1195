import { z } from "zod";
import type { Database } from "./database.ts";

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
 * How many sessions of each cell were shown a video; a cell without any may be absent. From the counts that the database
 * keeps by cell and video: it costs the same for a hundred sessions and a million.
 */
export async function countShownByCell(
  db: Database,
  campaignId: number,
  videoId: number,
): Promise<Map<number, ShownCounts>> {
  const rows = rowsSchema.parse(
    await db.$queryRaw`
      SELECT n."cellId", sum(n.sessions)::int AS sessions, sum(n.excluded)::int AS excluded
      FROM "ShownCount" n JOIN "SegmentCell" own ON own.id = n."cellId" AND own."campaignId" = ${campaignId}::int
      WHERE n."videoId" = ${videoId}::int
      GROUP BY n."cellId"`,
  );
  return new Map(rows.map(({ cellId, ...counts }) => [cellId, counts]));
}
