import { z } from "zod";
import type { Database } from "./database.ts";
import { matchingSessions, type ShownFilter, wasShown } from "./read-track-pages.ts";

/** Sessions of one grade; null: not graded, because they did not finish. */
export interface GradeCount {
  grade: number | null;
  sessions: number;
}

const rowsSchema: z.ZodType<GradeCount[]> = z.array(
  z.object({ grade: z.number().int().nullable(), sessions: z.number().int() }),
);

/**
 * The grades of those who were shown a video and count, neither excluded nor withdrawn; one without a session has no row.
 * A video of null is the campaign's only one.
 */
export async function countGrades(db: Database, { videoId, ...filter }: ShownFilter): Promise<GradeCount[]> {
  return rowsSchema.parse(
    await db.$queryRaw`
      SELECT s.grade, count(*)::int AS sessions
      FROM "Session" s JOIN "SegmentCell" c ON c.id = s."cellId"
      WHERE s."excludedAt" IS NULL AND s.state <> 'withdrawn' AND ${matchingSessions(filter)}
        AND ${wasShown(videoId)}
      GROUP BY s.grade`,
  );
}
