import { z } from "zod";
import { type CombineSums, type Contribution, combineIntoSums } from "./audience-rows.ts";
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

const tailSchema = z.array(
  z.object({
    writer: z.number().int(),
    writerSeq: z.bigint(),
    second: z.number().int(),
    cellId: z.number().int().nullable(),
    values: z.instanceof(Uint8Array).nullable(),
  }),
);

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
      if (tail.length === 0) return { busy: false, batches: 0, more: false };
      const contributions: Contribution[] = [];
      const watermarks = new Map<number, { last: bigint; batches: number }>();
      for (const { writer, writerSeq, second, cellId, values } of tail) {
        const known = watermarks.get(writer) ?? { last: 0n, batches: 0 };
        watermarks.set(writer, {
          last: writerSeq > known.last ? writerSeq : known.last,
          batches: known.batches + 1,
        });
        if (cellId !== null && values !== null) contributions.push({ cellId, second, values });
      }
      await combineIntoSums(tx, videoId, contributions, add);
      await saveWatermarks(tx, videoId, watermarks);
      const more = [...watermarks.values()].some(({ batches }) => batches >= BATCHES_A_WRITER);
      return { busy: false, batches: tail.length, more };
    },
    { maxWait: 10_000, timeout: 30_000 },
  );
}

async function readTail(tx: Transaction, videoId: number) {
  return tailSchema.parse(
    await tx.$queryRaw`
      SELECT w.id AS writer, b."writerSeq", b.second::int AS second, s."cellId",
        CASE WHEN s."excludedAt" IS NULL AND s.state <> 'withdrawn' THEN b."values" END AS "values"
      FROM "Writer" w
      LEFT JOIN "FoldWatermark" m ON m."videoId" = ${videoId}::int AND m.writer = w.id
      CROSS JOIN LATERAL (
        SELECT t."sessionId", t.second, t."values", t."writerSeq"
        FROM "SampleBatch" t
        WHERE t."videoId" = ${videoId}::int AND t.writer = w.id
          AND t."writerSeq" > coalesce(m."writerSeq", 0)
        ORDER BY t."writerSeq"
        LIMIT ${BATCHES_A_WRITER}::int
      ) b
      LEFT JOIN "Session" s ON s.id = b."sessionId"`,
  );
}

async function saveWatermarks(
  tx: Transaction,
  videoId: number,
  watermarks: ReadonlyMap<number, { last: bigint }>,
): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO "FoldWatermark" ("videoId", writer, "writerSeq")
    SELECT ${videoId}::int, t.writer, t.last
    FROM unnest(
      ${[...watermarks.keys()]}::int[], ${[...watermarks.values()].map(({ last }) => last)}::bigint[]
    ) AS t(writer, last)
    ON CONFLICT ("videoId", writer) DO UPDATE SET "writerSeq" = excluded."writerSeq"`;
}
