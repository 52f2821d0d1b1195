import { z } from "zod";
import type { Database } from "./database.ts";
import { matchingSessions, type TrackFilter } from "./read-track-pages.ts";

/** Sessions of one grade; null: not graded, because they did not finish. */
export interface GradeCount {
  grade: number | null;
  sessions: number;
}

const rowsSchema: z.ZodType<GradeCount[]> = z.array(
  z.object({ grade: z.number().int().nullable(), sessions: z.number().int() }),
);

/** The grades of those who were shown a video and count, neither excluded nor withdrawn; one without a session has no row. */
export async function countGrades(db: Database, filter: TrackFilter): Promise<GradeCount[]> {
  return rowsSchema.parse(
    await db.$queryRaw`
      SELECT s.grade, count(*)::int AS sessions
      FROM "Session" s JOIN "SegmentCell" c ON c.id = s."cellId"
      WHERE s."excludedAt" IS NULL AND s.state <> 'withdrawn' AND ${matchingSessions(filter)}
        AND EXISTS (
          SELECT 1 FROM "SessionStimulus" shown
          WHERE shown."sessionId" = s.id AND shown."videoId" = ${filter.videoId}::int
        )
      GROUP BY s.grade`,
  );
}
