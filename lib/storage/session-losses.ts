import { z } from "zod";
import type { SecondsReceived } from "#lib/protocol/session-list.ts";
import { lossReasonOf, VIEWER_SECOND_BYTES, VIEWER_SECOND_LOSS_OFFSET } from "#lib/protocol/viewer-second.ts";
import { viewerTrackSeconds } from "#lib/protocol/viewer-track.ts";
import type { Database } from "./database.ts";

export const NOTHING_RECEIVED: SecondsReceived = { seconds: 0, validSeconds: 0, losses: {} };

const tracksSchema = z.array(z.object({ sessionId: z.number().int(), payload: z.instanceof(Uint8Array) }));
const batchesSchema = z.array(
  z.object({ sessionId: z.number().int(), loss: z.number().int(), seconds: z.number().int() }),
);

/**
 * The seconds of some sessions, by session: of the closed ones from their tracks, of the others from their batches.
 * A session without any is absent.
 */
export async function readSessionSeconds(
  db: Database,
  sessionIds: readonly number[],
): Promise<Map<number, SecondsReceived>> {
  const bySession = new Map<number, SecondsReceived>();
  const tracks = tracksSchema.parse(
    await db.viewerTrack.findMany({
      where: { sessionId: { in: [...sessionIds] }, segment: { gt: 0 } },
      select: { sessionId: true, payload: true },
    }),
  );
  for (const { sessionId, payload: packed } of tracks) {
    const payload = viewerTrackSeconds(packed);
    for (let at = 0; at < payload.length; at += VIEWER_SECOND_BYTES) {
      // A second that never arrived is all zeros; every other begins with its version.
      if (payload[at] !== 0) count(bySession, sessionId, payload[at + VIEWER_SECOND_LOSS_OFFSET]!, 1);
    }
  }
  const open = sessionIds.filter((id) => !tracks.some(({ sessionId }) => sessionId === id));
  const rows = batchesSchema.parse(
    await db.$queryRaw`
      SELECT b."sessionId", get_byte(b."values", ${VIEWER_SECOND_LOSS_OFFSET}::int) AS loss, count(*)::int AS seconds
      FROM "SampleBatch" b
      WHERE b."sessionId" = ANY(${open}::int[]) AND b.segment > 0
      GROUP BY 1, 2`,
  );
  for (const { sessionId, loss, seconds } of rows) count(bySession, sessionId, loss, seconds);
  return bySession;
}

function count(
  bySession: Map<number, SecondsReceived>,
  sessionId: number,
  loss: number,
  seconds: number,
): void {
  const known = bySession.get(sessionId) ?? { seconds: 0, validSeconds: 0, losses: {} };
  bySession.set(sessionId, known);
  known.seconds += seconds;
  const reason = lossReasonOf(loss);
  if (reason === null) known.validSeconds += seconds;
  else known.losses[reason] = (known.losses[reason] ?? 0) + seconds;
}
