import { z } from "zod";
import type { Transaction } from "./database.ts";
import { packedBatches, trackSeconds } from "./packed-sessions.ts";

/** One batch of a video with what its viewer-second was computed from. */
export interface VideoBatch {
  sessionId: number;
  segment: number;
  second: number;
  /** Wire bytes, or plain ones of a session that was packed. */
  payload: Uint8Array;
  /** Empty when a packed session's track lacks the second. */
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
const SESSIONS_A_PAGE = 50;

/** Every batch of a video, a page in memory at a time: those of packed sessions after all others. */
export async function* readVideoBatches(tx: Transaction, videoId: number): AsyncGenerator<VideoBatch> {
  yield* readOwnRows(tx, videoId);
  yield* readPacked(tx, videoId);
}

const packedSchema = z.array(
  z.object({
    sessionId: z.number().int(),
    segment: z.number().int(),
    payload: z.instanceof(Uint8Array),
    track: z.instanceof(Uint8Array).nullable(),
    cellId: z.number().int(),
    baseline: z.array(z.number().int()),
    counted: z.boolean(),
  }),
);

async function* readPacked(tx: Transaction, videoId: number): AsyncGenerator<VideoBatch> {
  let after = { sessionId: 0, segment: 0 };
  for (;;) {
    const page = packedSchema.parse(
      await tx.$queryRaw`
        SELECT p."sessionId", shown.segment::int AS segment, p.payload, t.payload AS track, s."cellId", s.baseline,
          s."excludedAt" IS NULL AND s.state <> 'withdrawn' AS counted
        FROM "PackedSession" p
        JOIN "SessionStimulus" shown ON shown."sessionId" = p."sessionId" AND shown."videoId" = ${videoId}::int
        JOIN "Session" s ON s.id = p."sessionId"
        LEFT JOIN "ViewerTrack" t ON t."sessionId" = p."sessionId" AND t.segment = shown.segment
        WHERE (p."sessionId", shown.segment) > (${after.sessionId}::int, ${after.segment}::smallint)
        ORDER BY p."sessionId", shown.segment
        LIMIT ${SESSIONS_A_PAGE}::int`,
    );
    for (const { payload, track, ...session } of page) {
      const seconds = new Map(trackSeconds(track ?? new Uint8Array()).map((one) => [one.second, one.values]));
      for (const batch of packedBatches(payload)) {
        if (batch.segment !== session.segment) continue;
        yield { ...session, ...batch, values: seconds.get(batch.second) ?? new Uint8Array() };
      }
    }
    const last = page.at(-1);
    if (!last || page.length < SESSIONS_A_PAGE) return;
    after = last;
  }
}

async function* readOwnRows(tx: Transaction, videoId: number): AsyncGenerator<VideoBatch> {
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
