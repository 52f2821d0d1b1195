import { z } from "zod";
import type { Database } from "./database.ts";

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
  /** Wire bytes: lib/protocol/batch-layout.md. */
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
 * campaign. Pages are read at different times: a session that is withdrawn meanwhile ends where it was.
 */
export async function* streamSampleBatches(
  db: Database,
  filter: SampleBatchFilter,
  batchesPerPage = BATCHES_PER_PAGE,
): AsyncGenerator<StoredBatch[]> {
  for await (const session of streamSessions(db, filter)) {
    let last: { segment: number; second: number } | undefined = { segment: -1, second: -1 };
    while (last) {
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
      last = page.length < batchesPerPage ? undefined : page.at(-1);
    }
  }
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
