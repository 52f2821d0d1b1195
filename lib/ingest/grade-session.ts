import { subtractPacked } from "#lib/analytics/combine-packed.ts";
import { sessionGrade } from "#lib/analytics/session-grade.ts";
import { sessionMeasures } from "#lib/analytics/session-measures.ts";
import { decodeBatch } from "#lib/protocol/batch-codec.ts";
import { BEST_GRADE } from "#lib/protocol/quality.ts";
import type { Database } from "#lib/storage/database.ts";
import { excludeSession } from "#lib/storage/exclude-session.ts";
import { readUngradedSession } from "#lib/storage/read-ungraded-session.ts";
import { saveGrade } from "#lib/storage/save-grade.ts";

/**
 * Grades a finished session once, and takes it out of the audience when its grade is below what its campaign asks
 * for. Answers the grade, or null when there was nothing to grade.
 */
export async function gradeSession(db: Database, sessionId: number): Promise<number | null> {
  const session = await readUngradedSession(db, sessionId);
  if (!session) return null;
  const measures = sessionMeasures({ ...session, batches: session.payloads.map(decodeBatch) });
  const { grade, reasons } = sessionGrade(measures, session.settings);
  if (!(await saveGrade(db, sessionId, { grade, reasons, measures }))) return null;
  const { lowestGrade } = session.settings;
  if (grade < lowestGrade) {
    const why = reasons.filter(({ points }) => points > 0).map(({ reason }) => reason);
    await excludeSession(db, sessionId, exclusionReason(grade, lowestGrade, why), subtractPacked);
  }
  return grade;
}

/** As it stands in the studio and in files: `quality 1 of 6, below 2: coverage, stalls`. */
function exclusionReason(grade: number, lowestGrade: number, why: readonly string[]): string {
  return `quality ${grade} of ${BEST_GRADE}, below ${lowestGrade}: ${why.join(", ")}`;
}
