import { z } from "zod";
import type { Transaction } from "./database.ts";

/** One row of the audience sums. */
export interface AudienceCell {
  cellId: number;
  second: number;
}

/**
 * New sums of one cell and second from the stored ones (null: none yet) and packed viewer-seconds. Storage
 * does not know the arithmetic; lib/analytics/combine-packed.ts does.
 */
export type CombineSums = (
  stored: Uint8Array | null,
  values: readonly Uint8Array[],
) => { n: number; sums: Uint8Array };

/** A viewer-second and the sums that it belongs to. */
export interface Contribution extends AudienceCell {
  values: Uint8Array;
}

const storedSchema = z.array(
  z.object({ cellId: z.number().int(), second: z.number().int(), sums: z.instanceof(Uint8Array) }),
);

/**
 * Combines contributions into the sums of a video: one read and one write, whatever their number. The
 * caller holds the video's lock.
 */
export async function combineIntoSums(
  tx: Transaction,
  videoId: number,
  contributions: readonly Contribution[],
  combine: CombineSums,
): Promise<void> {
  const groups = new Map<string, AudienceCell & { values: Uint8Array[] }>();
  for (const { cellId, second, values } of contributions) {
    const key = `${cellId}/${second}`;
    const group = groups.get(key);
    if (group) group.values.push(values);
    else groups.set(key, { cellId, second, values: [values] });
  }
  if (groups.size === 0) return;
  const changed = [...groups.values()];
  const stored = await loadSums(tx, videoId, changed);
  const combined = changed.map((group) =>
    combine(stored.get(`${group.cellId}/${group.second}`) ?? null, group.values),
  );
  await tx.$executeRaw`
    INSERT INTO "AudienceSecond" ("videoId", "cellId", second, n, sums)
    SELECT ${videoId}::int, t.cell_id, t.second, t.n, t.sums
    FROM unnest(
      ${changed.map(({ cellId }) => cellId)}::int[], ${changed.map(({ second }) => second)}::int[],
      ${combined.map(({ n }) => n)}::int[], ${combined.map(({ sums }) => sums)}::bytea[]
    ) AS t(cell_id, second, n, sums)
    ON CONFLICT ("videoId", "cellId", second) DO UPDATE SET n = excluded.n, sums = excluded.sums`;
}

async function loadSums(
  tx: Transaction,
  videoId: number,
  cells: readonly AudienceCell[],
): Promise<Map<string, Uint8Array>> {
  const rows = storedSchema.parse(
    await tx.$queryRaw`
      SELECT a."cellId", a.second::int AS second, a.sums
      FROM unnest(
        ${cells.map(({ cellId }) => cellId)}::int[], ${cells.map(({ second }) => second)}::int[]
      ) AS t(cell_id, second)
      JOIN "AudienceSecond" a
        ON a."videoId" = ${videoId}::int AND a."cellId" = t.cell_id AND a.second = t.second`,
  );
  return new Map(rows.map(({ cellId, second, sums }) => [`${cellId}/${second}`, sums]));
}
