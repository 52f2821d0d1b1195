import { z } from "zod";
import type { Database } from "./database.ts";

/** What is stored of one video and some cells: the folded sums, and the batches that no fold has read yet. */
export interface AudienceSeconds {
  /** Packed by lib/analytics/pack-sums.ts; those of all cells of a second end to end. */
  folded: { second: number; sums: Uint8Array }[];
  /** Packed by lib/protocol/viewer-second.ts; those of all viewers of a second end to end. */
  tail: { second: number; values: Uint8Array }[];
}

/** Beyond every sequence. */
const NO_SEQUENCE = 9_223_372_036_854_775_807n;

const rowsSchema = z.array(
  z.object({ folded: z.boolean(), second: z.number().int(), bytes: z.instanceof(Uint8Array) }),
);

/**
 * The audience of a video in the given cells, every viewer-second exactly once: either in the folded sums or
 * in the tail beyond each writer's watermark. One statement, so one snapshot: a fold that commits meanwhile
 * is seen whole or not at all. The tail leaves out sessions that were excluded or withdrawn, as the fold does.
 */
export async function readAudienceSeconds(
  db: Database,
  videoId: number,
  cellIds: readonly number[],
): Promise<AudienceSeconds> {
  if (cellIds.length === 0) return { folded: [], tail: [] };
  const cells = [...cellIds];
  // OFFSET 0 keeps the tail a range of the index (videoId, writer, writerSeq) for each writer and its sessions
  // look-ups by key; flattened, the planner, which cannot know how short it is, reads every batch and session.
  // The upper end shuts nothing out; of a range with two ends the planner expects 1 row in 200, of one with a
  // single end 1 in 3, for which it would compile the statement first (60 ms).
  const rows = rowsSchema.parse(
    await db.$queryRaw`
      SELECT true AS folded, a.second::int AS second, string_agg(a.sums, ''::bytea) AS bytes
      FROM "AudienceSecond" a
      WHERE a."videoId" = ${videoId}::int AND a."cellId" = ANY(${cells}::int[])
      GROUP BY a.second
      UNION ALL
      SELECT false, b.second::int, string_agg(b."values", ''::bytea)
      FROM "Writer" w
      LEFT JOIN "FoldWatermark" m ON m."videoId" = ${videoId}::int AND m.writer = w.id
      CROSS JOIN LATERAL (
        SELECT t."sessionId", t.second, t."values"
        FROM "SampleBatch" t
        WHERE t."videoId" = ${videoId}::int AND t.writer = w.id
          AND t."writerSeq" > coalesce(m."writerSeq", 0) AND t."writerSeq" < ${NO_SEQUENCE}::bigint
        OFFSET 0
      ) b
      CROSS JOIN LATERAL (
        SELECT 1
        FROM "Session" s
        WHERE s.id = b."sessionId" AND s."cellId" = ANY(${cells}::int[])
          AND s."excludedAt" IS NULL AND s.state <> 'withdrawn'
        OFFSET 0
      ) counted
      GROUP BY b.second`,
  );
  const seconds: AudienceSeconds = { folded: [], tail: [] };
  for (const { folded, second, bytes } of rows) {
    if (folded) seconds.folded.push({ second, sums: bytes });
    else seconds.tail.push({ second, values: bytes });
  }
  return seconds;
}
