import { z } from "zod";
import { BatchFormatError, decodeBatch, plainBatch } from "#lib/protocol/batch-codec.ts";
import { packSession, unpackSession } from "#lib/protocol/packed-session.ts";
import { NO_LOSS, VIEWER_SECOND_LOSS_OFFSET } from "#lib/protocol/viewer-second.ts";
import type { Database } from "./database.ts";
import { writeViewerTracks } from "./viewer-tracks.ts";

/**
 * `unfolded`: a fold has not read all of it yet; later. `unreadable`: what is stored is no batch, and is left as
 * it is. `nothing`: it is open, withdrawn, packed, or has no batches.
 */
export type CompactOutcome = "packed" | "unfolded" | "unreadable" | "nothing";

const batchesSchema = z.array(
  z.object({
    segment: z.number().int(),
    payload: z.instanceof(Uint8Array),
    values: z.instanceof(Uint8Array),
    folded: z.boolean(),
  }),
);

/**
 * Puts all batches of a closed session into one packed row, in one transaction: a crash at any point leaves it as it
 * was. No number changes: what was packed is unpacked and compared before its batches go, viewer-seconds are
 * kept in the tracks, and the audience's sums hold them already. The session's row is locked, as appendBatches,
 * exclusion and withdrawal lock it.
 */
export async function compactSession(db: Database, sessionId: number): Promise<CompactOutcome> {
  return db.$transaction(
    async (tx) => {
      const locked = await tx.$queryRaw<unknown[]>`
        SELECT id FROM "Session"
        WHERE id = ${sessionId}::int AND "closedAt" IS NOT NULL AND state <> 'withdrawn' FOR UPDATE`;
      if (locked.length === 0 || (await tx.packedSession.count({ where: { sessionId } })) > 0)
        return "nothing";
      const batches = batchesSchema.parse(
        await tx.$queryRaw`
          SELECT b.segment::int AS segment, b.payload, b."values",
            b.segment = 0 OR b."writerSeq" <= coalesce(m."writerSeq", 0) AS folded
          FROM "SampleBatch" b
          LEFT JOIN "FoldWatermark" m ON m."videoId" = b."videoId" AND m.writer = b.writer
          WHERE b."sessionId" = ${sessionId}::int ORDER BY b.segment, b.second`,
      );
      if (batches.length === 0) return "nothing";
      if (batches.some(({ folded }) => !folded)) return "unfolded";
      const payload = packed(batches.map((batch) => batch.payload));
      if (!payload) return "unreadable";
      await writeViewerTracks(tx, sessionId);
      const seconds = batches.filter(({ segment }) => segment > 0);
      await tx.packedSession.create({
        data: {
          sessionId,
          batches: batches.length,
          seconds: seconds.length,
          validSeconds: seconds.filter(({ values }) => values[VIEWER_SECOND_LOSS_OFFSET] === NO_LOSS).length,
          payload,
        },
      });
      await tx.$executeRaw`DELETE FROM "SampleBatch" WHERE "sessionId" = ${sessionId}::int`;
      return "packed";
    },
    { maxWait: 10_000, timeout: 30_000 },
  );
}

/** Null when they are no batches, or would not come back as they are. */
function packed(payloads: readonly Uint8Array[]): Uint8Array<ArrayBuffer> | null {
  try {
    for (const payload of payloads) decodeBatch(payload);
  } catch (error) {
    if (error instanceof BatchFormatError) return null;
    throw error;
  }
  const plain = payloads.map(plainBatch);
  const bytes = packSession(plain);
  const back = unpackSession(bytes);
  const same =
    back.length === plain.length && back.every((batch, i) => Buffer.compare(batch, plain[i]!) === 0);
  return same ? bytes : null;
}

const idsSchema = z.array(z.object({ id: z.number().int() }));

/** Closed sessions with batches that are not packed, which closed before a moment, oldest first. */
export async function sessionsToCompact(
  db: Database,
  closedBefore: Date,
  limit: number,
  afterId = 0,
): Promise<number[]> {
  const rows = idsSchema.parse(
    await db.$queryRaw`
      SELECT s.id FROM "Session" s
      WHERE s.id > ${afterId}::int AND s."closedAt" < ${closedBefore}::timestamptz AND s.state <> 'withdrawn'
        AND NOT EXISTS (SELECT 1 FROM "PackedSession" p WHERE p."sessionId" = s.id)
        AND EXISTS (SELECT 1 FROM "SampleBatch" b WHERE b."sessionId" = s.id)
      ORDER BY s.id LIMIT ${limit}::int`,
  );
  return rows.map(({ id }) => id);
}
