import type { GradeReason, SessionMeasures } from "#lib/protocol/quality.ts";
import type { Database } from "./database.ts";

export interface GradedSession {
  grade: number;
  reasons: readonly GradeReason[];
  measures: SessionMeasures;
}

/** Keeps a finished session's grade. The first one stays: false when there was one, or the session is not finished. */
export async function saveGrade(db: Database, sessionId: number, graded: GradedSession): Promise<boolean> {
  const { count } = await db.session.updateMany({
    where: { id: sessionId, state: "finished", grade: null },
    data: { grade: graded.grade, gradeReasons: [...graded.reasons], measures: graded.measures },
  });
  return count === 1;
}
