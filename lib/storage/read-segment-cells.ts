import { z } from "zod";
import type { Database } from "./database.ts";

const variablesSchema = z.record(z.string(), z.string());

/** A cell of the audience sums, as a segment is asked about it. */
export interface SegmentCellFacts {
  id: number;
  simulated: boolean;
  variables: Record<string, string>;
}

/** The cells with these ids. */
export async function readSegmentCells(
  db: Database,
  cellIds: readonly number[],
): Promise<SegmentCellFacts[]> {
  const cells = await db.segmentCell.findMany({
    where: { id: { in: [...cellIds] } },
    select: { id: true, simulated: true, variables: true },
    orderBy: { id: "asc" },
  });
  return cells.map(({ variables, ...cell }) => ({ ...cell, variables: variablesSchema.parse(variables) }));
}
