import { z } from "zod";
import { lossBits } from "#lib/protocol/viewer-second.ts";
import { packViewerTrack } from "#lib/protocol/viewer-track.ts";
import type { Database, Transaction } from "./database.ts";

const rowsSchema = z.array(
  z.object({
    segment: z.number().int(),
    videoId: z.number().int(),
    second: z.number().int(),
    values: z.instanceof(Uint8Array),
  }),
);

/** Writes the viewer tracks of a session from its batches, one a stimulus, in place of what was there, and what they lost seconds to. */
export async function writeViewerTracks(db: Database | Transaction, sessionId: number): Promise<void> {
  const rows = rowsSchema.parse(
    await db.$queryRaw`
      SELECT segment::int AS segment, "videoId", second::int AS second, "values"
      FROM "SampleBatch" WHERE "sessionId" = ${sessionId}::int AND segment > 0`,
  );
  const bySegment = new Map<number, { videoId: number; seconds: Map<number, Uint8Array> }>();
  for (const { segment, videoId, second, values } of rows) {
    const track = bySegment.get(segment) ?? { videoId, seconds: new Map<number, Uint8Array>() };
    track.seconds.set(second, values);
    bySegment.set(segment, track);
  }
  await db.viewerTrack.deleteMany({ where: { sessionId } });
  await db.viewerTrack.createMany({
    data: [...bySegment].map(([segment, { videoId, seconds }]) => ({
      sessionId,
      segment,
      videoId,
      payload: packViewerTrack(seconds),
    })),
  });
  await db.session.update({
    where: { id: sessionId },
    data: { lossBits: lossBits(rows.map(({ values }) => values)) },
    select: { id: true },
  });
}
