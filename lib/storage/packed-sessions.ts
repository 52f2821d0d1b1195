import { z } from "zod";
import { unpackSession } from "#lib/protocol/packed-session.ts";
import { VIEWER_SECOND_BYTES } from "#lib/protocol/viewer-second.ts";
import { viewerTrackSeconds } from "#lib/protocol/viewer-track.ts";
import type { Database, Transaction } from "./database.ts";

/** One batch of a packed session, as plain bytes (lib/protocol/batch-layout.md). */
export interface PackedBatch {
  segment: number;
  second: number;
  payload: Uint8Array;
}

/** All batches of a session that was packed, by segment and second; none when it was not. */
export async function readPackedBatches(
  db: Database | Transaction,
  sessionId: number,
): Promise<PackedBatch[]> {
  const packed = await db.packedSession.findUnique({ where: { sessionId }, select: { payload: true } });
  return packed ? packedBatches(packed.payload) : [];
}

/** The same from a packed payload. */
export function packedBatches(payload: Uint8Array): PackedBatch[] {
  return unpackSession(payload).map((batch) => ({
    segment: batch[2]!,
    second: batch[4]! | (batch[5]! << 8),
    payload: batch,
  }));
}

/** One viewer-second of a packed session. */
export interface PackedSecond {
  segment: number;
  videoId: number;
  second: number;
  /** Packed by lib/protocol/viewer-second.ts. */
  values: Uint8Array;
}

const tracksSchema = z.array(
  z.object({ segment: z.number().int(), videoId: z.number().int(), payload: z.instanceof(Uint8Array) }),
);

/** All viewer-seconds of a session that was packed, from its tracks; none when it was not. All of them are folded. */
export async function readPackedSeconds(
  db: Database | Transaction,
  sessionId: number,
): Promise<PackedSecond[]> {
  const tracks = tracksSchema.parse(
    await db.$queryRaw`
      SELECT t.segment::int AS segment, t."videoId", t.payload
      FROM "PackedSession" p JOIN "ViewerTrack" t ON t."sessionId" = p."sessionId"
      WHERE p."sessionId" = ${sessionId}::int ORDER BY t.segment`,
  );
  return tracks.flatMap(({ segment, videoId, payload }) =>
    trackSeconds(payload).map(({ second, values }) => ({ segment, videoId, second, values })),
  );
}

/** The viewer-seconds of a track that are there. */
export function trackSeconds(payload: Uint8Array): { second: number; values: Uint8Array }[] {
  const plain = viewerTrackSeconds(payload);
  const seconds: { second: number; values: Uint8Array }[] = [];
  for (let at = 0; at < plain.length; at += VIEWER_SECOND_BYTES) {
    if (plain[at] === 0) continue;
    seconds.push({ second: at / VIEWER_SECOND_BYTES, values: plain.subarray(at, at + VIEWER_SECOND_BYTES) });
  }
  return seconds;
}
