import { z } from "zod";
import type { Transaction } from "./database.ts";

/** One batch of a video with what its viewer-second was computed from. */
export interface VideoBatch {
  writer: number;
  writerSeq: bigint;
  sessionId: number;
  segment: number;
  second: number;
  payload: Uint8Array;
  values: Uint8Array;
  cellId: number;
  /** Seven medians in 1/10,000; empty without a baseline. */
  baseline: number[];
  /** A fold has read it, and its session is neither excluded nor withdrawn. */
  counted: boolean;
}

const rowsSchema = z.array(
  z.object({
    writer: z.number().int(),
    writerSeq: z.bigint(),
    sessionId: z.number().int(),
    segment: z.number().int(),
    second: z.number().int(),
    payload: z.instanceof(Uint8Array),
    values: z.instanceof(Uint8Array),
    cellId: z.number().int(),
    baseline: z.array(z.number().int()),
    counted: z.boolean(),
  }),
);

const BATCHES_A_PAGE = 1_000;

/** Every batch of a video, a page in memory at a time, by writer and sequence. */
export async function* readVideoBatches(tx: Transaction, videoId: number): AsyncGenerator<VideoBatch> {
  let after = { writer: 0, writerSeq: 0n };
  for (;;) {
    const page = rowsSchema.parse(
      await tx.$queryRaw`
        SELECT b.writer, b."writerSeq", b."sessionId", b.segment::int AS segment, b.second::int AS second,
          b.payload, b."values", s."cellId", s.baseline,
          b."writerSeq" <= coalesce(m."writerSeq", 0) AND s."excludedAt" IS NULL AND s.state <> 'withdrawn'
            AS counted
        FROM "SampleBatch" b
        JOIN "Session" s ON s.id = b."sessionId"
        LEFT JOIN "FoldWatermark" m ON m."videoId" = b."videoId" AND m.writer = b.writer
        WHERE b."videoId" = ${videoId}::int
          AND (b.writer, b."writerSeq") > (${after.writer}::int, ${after.writerSeq}::bigint)
        ORDER BY b.writer, b."writerSeq"
        LIMIT ${BATCHES_A_PAGE}::int`,
    );
    yield* page;
    const last = page.at(-1);
    if (!last || page.length < BATCHES_A_PAGE) return;
    after = last;
  }
}
