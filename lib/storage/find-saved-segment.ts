import { type SegmentExpression, segmentExpressionSchema } from "#lib/protocol/segment.ts";
import type { Database } from "./database.ts";

/** The expression of a saved segment of a campaign; null when it has none of this number, or it was deleted. */
export async function findSavedSegment(
  db: Database,
  campaignId: number,
  segmentId: number,
): Promise<SegmentExpression | null> {
  const where = { id: segmentId, campaignId, deletedAt: null };
  const row = await db.savedSegment.findFirst({ where, select: { expression: true } });
  return row && segmentExpressionSchema.parse(row.expression);
}
