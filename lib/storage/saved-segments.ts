import {
  MAX_SAVED_SEGMENTS,
  type SavedSegment,
  type SegmentExpression,
  savedSegmentSchema,
} from "#lib/protocol/segment.ts";
import type { Database } from "./database.ts";
import { RESTORABLE_MS } from "./restorable.ts";

const KEPT = { deletedAt: null };

interface SegmentRow {
  id: number;
  name: string;
  expression: unknown;
  createdAt: Date;
}

/** The saved segments of a campaign by name. */
export async function readSavedSegments(db: Database, campaignId: number): Promise<SavedSegment[]> {
  const rows = await db.savedSegment.findMany({
    where: { campaignId, ...KEPT },
    orderBy: [{ name: "asc" }, { id: "asc" }],
  });
  return rows.map(toSegment);
}

/** One saved segment of a campaign, else null. */
export async function readSavedSegment(
  db: Database,
  campaignId: number,
  segmentId: number,
): Promise<SavedSegment | null> {
  const row = await db.savedSegment.findFirst({ where: { id: segmentId, campaignId, ...KEPT } });
  return row && toSegment(row);
}

/** Saves a segment; "full" when the campaign has as many as it can. Destroys what was deleted long ago. */
export function addSavedSegment(
  db: Database,
  campaignId: number,
  segment: { name: string; expression: SegmentExpression },
): Promise<SavedSegment | "full"> {
  return db.$transaction(async (tx) => {
    await tx.savedSegment.deleteMany({
      where: { campaignId, deletedAt: { lt: new Date(Date.now() - RESTORABLE_MS) } },
    });
    if ((await tx.savedSegment.count({ where: { campaignId, ...KEPT } })) >= MAX_SAVED_SEGMENTS)
      return "full";
    return toSegment(await tx.savedSegment.create({ data: { campaignId, ...segment } }));
  });
}

/** Changes a segment's name or whom it holds; null when there is none. */
export async function changeSavedSegment(
  db: Database,
  campaignId: number,
  segmentId: number,
  changes: { name?: string | undefined; expression?: SegmentExpression | undefined },
): Promise<SavedSegment | null> {
  const [row] = await db.savedSegment.updateManyAndReturn({
    where: { id: segmentId, campaignId, ...KEPT },
    data: {
      ...(changes.name === undefined ? {} : { name: changes.name }),
      ...(changes.expression === undefined ? {} : { expression: changes.expression }),
    },
  });
  return row ? toSegment(row) : null;
}

/** Deletes a segment, or brings it back; false when there is none to. */
export async function markSavedSegment(
  db: Database,
  campaignId: number,
  segmentId: number,
  mark: "deleted" | "restored",
): Promise<boolean> {
  const where = { id: segmentId, campaignId };
  const { count } =
    mark === "deleted"
      ? await db.savedSegment.updateMany({ where: { ...where, ...KEPT }, data: { deletedAt: new Date() } })
      : await db.savedSegment.updateMany({ where: { ...where, deletedAt: { not: null } }, data: KEPT });
  return count === 1;
}

function toSegment({ id, name, expression, createdAt }: SegmentRow): SavedSegment {
  return savedSegmentSchema.parse({ id, name, expression, createdAt: createdAt.toISOString() });
}
