import { z } from "zod";
import { VIEWER_SECOND_BYTES } from "#lib/protocol/viewer-second.ts";
import { type CombineSums, combineIntoSums } from "./audience-rows.ts";
import type { Database, Transaction } from "./database.ts";
import { tryFoldLock } from "./fold-lock.ts";

export interface FoldOutcome {
  /** Somebody else is folding this video or excluding one of its sessions: nothing was done. */
  busy: boolean;
  /** Batches that were read, counted or not. */
  batches: number;
  /** There may be more: the fold stopped at its limit. */
  more: boolean;
}

/** Batches of one writer that one fold takes: bounds its memory and how long it holds the connection. */
const BATCHES_A_WRITER = 5_000;

/** Beyond every sequence. */
const NO_SEQUENCE = 9_223_372_036_854_775_807n;

const sumsSchema = z.object({
  cellId: z.number().int(),
  second: z.number().int(),
  values: z.instanceof(Uint8Array),
  writer: z.null(),
});
const readSchema = z.object({
  writer: z.number().int(),
  last: z.bigint(),
  batches: z.number().int(),
});
const tailSchema = z.array(z.union([sumsSchema, readSchema]));

/**
 * Adds the viewer-seconds beyond each writer's watermark to a video's sums, and moves the watermarks, in one
 * transaction under the video's lock: a crash at any point repeats nothing and loses nothing. Batches of
 * excluded, withdrawn or erased sessions are passed over.
 */
export async function foldVideo(db: Database, videoId: number, add: CombineSums): Promise<FoldOutcome> {
  return db.$transaction(
    async (tx) => {
      if (!(await tryFoldLock(tx, videoId))) return { busy: true, batches: 0, more: true };
      const tail = await readTail(tx, videoId);
      const read = tail.filter((row) => row.writer !== null);
      if (read.length === 0) return { busy: false, batches: 0, more: false };
      const contributions = tail
        .filter((row) => row.writer === null)
        .flatMap(({ cellId, second, values }) =>
          viewerSeconds(values).map((one) => ({ cellId, second, values: one })),
        );
      await combineIntoSums(tx, videoId, contributions, add);
      await saveWatermarks(tx, videoId, read);
      return {
        busy: false,
        batches: read.reduce((sum, { batches }) => sum + batches, 0),
        more: read.some(({ batches }) => batches >= BATCHES_A_WRITER),
      };
    },
    { maxWait: 10_000, timeout: 30_000 },
  );
}

/** Viewer-seconds that were strung together. */
function viewerSeconds(bytes: Uint8Array): Uint8Array[] {
  return Array.from({ length: bytes.length / VIEWER_SECOND_BYTES }, (_, i) =>
    bytes.subarray(i * VIEWER_SECOND_BYTES, (i + 1) * VIEWER_SECOND_BYTES),
  );
}

/**
 * What came since the watermarks: the viewer-seconds to count, strung together by cell and second, and how far
 * each writer was read. The range has two ends for the planner's sake, as in read-audience-seconds.ts.
 */
async function readTail(tx: Transaction, videoId: number) {
  return tailSchema.parse(
    await tx.$queryRaw`
      WITH tail AS MATERIALIZED (
        SELECT w.id AS writer, b."writerSeq", b.second, s."cellId",
          CASE WHEN s."excludedAt" IS NULL AND s.state <> 'withdrawn' THEN b."values" END AS "values"
        FROM "Writer" w
        LEFT JOIN "FoldWatermark" m ON m."videoId" = ${videoId}::int AND m.writer = w.id
        CROSS JOIN LATERAL (
          SELECT t."sessionId", t.second, t."values", t."writerSeq"
          FROM "SampleBatch" t
          WHERE t."videoId" = ${videoId}::int AND t.writer = w.id
            AND t."writerSeq" > coalesce(m."writerSeq", 0) AND t."writerSeq" < ${NO_SEQUENCE}::bigint
          ORDER BY t."writerSeq"
          LIMIT ${BATCHES_A_WRITER}::int
        ) b
        LEFT JOIN "Session" s ON s.id = b."sessionId"
      )
      SELECT "cellId", second::int AS second, string_agg("values", ''::bytea) AS "values",
        NULL::int AS writer, NULL::bigint AS last, NULL::int AS batches
      FROM tail WHERE "cellId" IS NOT NULL AND "values" IS NOT NULL GROUP BY "cellId", second
      UNION ALL
      SELECT NULL, NULL, NULL, writer, max("writerSeq"), count(*)::int FROM tail GROUP BY writer`,
  );
}

async function saveWatermarks(
  tx: Transaction,
  videoId: number,
  read: readonly { writer: number; last: bigint }[],
): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO "FoldWatermark" ("videoId", writer, "writerSeq")
    SELECT ${videoId}::int, t.writer, t.last
    FROM unnest(
      ${read.map(({ writer }) => writer)}::int[], ${read.map(({ last }) => last)}::bigint[]
    ) AS t(writer, last)
    ON CONFLICT ("videoId", writer) DO UPDATE SET "writerSeq" = excluded."writerSeq"`;
}
