import { z } from "zod";
import type { Database } from "./database.ts";
import { type PackedBatch, readPackedBatches } from "./packed-sessions.ts";

/** Which sessions of a campaign are streamed: one audience, one engine, neither excluded nor withdrawn. */
export interface SampleBatchFilter {
  campaignId: number;
  simulated: boolean;
  engineVersion: string;
}

export interface StoredBatch {
  /** The session's public id. */
  publicId: string;
  segment: number;
  second: number;
  /** 0 for the calibration. */
  videoId: number;
  /** Wire bytes, or plain ones of a session that was packed: lib/protocol/batch-layout.md. */
  payload: Uint8Array;
}

/** Batches a statement: about 1,500 samples, 40 kB; short enough not to hold up the group commit on PGlite. */
const BATCHES_PER_PAGE = 100;
const SESSIONS_PER_PAGE = 200;

const sessionsSchema = z.array(z.object({ id: z.number().int(), publicId: z.uuid(), startedAt: z.date() }));
const batchesSchema = z.array(
  z.object({
    segment: z.number().int(),
    second: z.number().int(),
    videoId: z.number().int(),
    payload: z.instanceof(Uint8Array),
  }),
);

/**
 * All batches of a campaign in pages, sessions as they started, within one by segment and second. A page is
 * read when it is asked for, by keyset, so that neither memory nor the length of a statement grows with the
 * campaign. Pages are read at different times: a session that is withdrawn meanwhile ends where it was, and one
 * that is packed meanwhile goes on from what was packed.
 */
export async function* streamSampleBatches(
  db: Database,
  filter: SampleBatchFilter,
  batchesPerPage = BATCHES_PER_PAGE,
): AsyncGenerator<StoredBatch[]> {
  for await (const session of streamSessions(db, filter)) {
    let last = { segment: -1, second: -1 };
    for (;;) {
      const page = batchesSchema.parse(
        await db.$queryRaw`
          SELECT segment::int AS segment, second::int AS second, "videoId", payload
          FROM "SampleBatch"
          WHERE "sessionId" = ${session.id}::int
            AND (segment, second) > (${last.segment}::smallint, ${last.second}::smallint)
          ORDER BY segment, second
          LIMIT ${batchesPerPage}::int`,
      );
      if (page.length > 0) yield page.map((batch) => ({ publicId: session.publicId, ...batch }));
      last = page.at(-1) ?? last;
      if (page.length < batchesPerPage) break;
    }
    const packed = (await readPackedBatches(db, session.id)).filter((batch) => isBeyond(batch, last));
    if (packed.length === 0) continue;
    const videoIds = await videosOf(db, session.id);
    for (let from = 0; from < packed.length; from += batchesPerPage) {
      yield packed.slice(from, from + batchesPerPage).map((batch) => ({
        publicId: session.publicId,
        videoId: videoIds.get(batch.segment) ?? 0,
        ...batch,
      }));
    }
  }
}

function isBeyond(batch: PackedBatch, last: { segment: number; second: number }): boolean {
  return batch.segment > last.segment || (batch.segment === last.segment && batch.second > last.second);
}

/** The videos that a session was shown, by segment. */
async function videosOf(db: Database, sessionId: number): Promise<Map<number, number>> {
  const shown = await db.sessionStimulus.findMany({ where: { sessionId } });
  return new Map(shown.map(({ segment, videoId }) => [segment, videoId]));
}

async function* streamSessions(db: Database, filter: SampleBatchFilter) {
  let last: { id: number; startedAt: Date } | undefined = { id: 0, startedAt: new Date(0) };
  while (last) {
    const page: z.infer<typeof sessionsSchema> = sessionsSchema.parse(
      await db.$queryRaw`
        SELECT s.id, s."publicId"::text AS "publicId", s."startedAt"
        FROM "Session" s JOIN "SegmentCell" c ON c.id = s."cellId"
        WHERE s."campaignId" = ${filter.campaignId}::int AND s.simulated = ${filter.simulated}::boolean
          AND c."engineVersion" = ${filter.engineVersion}
          AND s."excludedAt" IS NULL AND s.state <> 'withdrawn'
          AND (s."startedAt", s.id) > (${last.startedAt}::timestamptz, ${last.id}::int)
        ORDER BY s."startedAt", s.id
        LIMIT ${SESSIONS_PER_PAGE}::int`,
    );
    yield* page;
    last = page.length < SESSIONS_PER_PAGE ? undefined : page.at(-1);
  }
}
