import { setImmediate as nextTurn } from "node:timers/promises";
import { z } from "zod";
import type { SegmentExpression } from "#lib/protocol/segment.ts";
import { VIEWER_SECOND_BYTES, VIEWER_SECOND_WORDS } from "#lib/protocol/viewer-second.ts";
import { readViewerTrack, viewerTrackLength } from "#lib/protocol/viewer-track.ts";
import { type SessionCounts, sessionCountsSchema } from "./count-cell-sessions.ts";
import type { Database } from "./database.ts";
import { Prisma } from "./generated/client.ts";
import { segmentCondition } from "./segment-condition.ts";

/** Whose tracks of which video. */
export interface TrackFilter {
  campaignId: number;
  videoId: number;
  cellIds: readonly number[];
  /** Null: everyone of these cells. */
  segment: SegmentExpression | null;
}

/** Sessions that were shown a video; null asks nothing of that. */
export type ShownFilter = Omit<TrackFilter, "videoId"> & { videoId: number | null };

/** Tracks of some sessions, in the form of lib/analytics/track-page.ts; every session matches, with a track or none. */
export interface StoredTrackPage {
  sessionIds: Int32Array<ArrayBuffer>;
  finished: Uint8Array<ArrayBuffer>;
  /** Whether its page said that it ended before the end. */
  left: Uint8Array<ArrayBuffer>;
  /** When each session started, ms since 1970. */
  startedMs: Float64Array<ArrayBuffer>;
  /** In viewer-seconds, one more than sessions. */
  starts: Uint32Array<ArrayBuffer>;
  words: Int16Array<ArrayBuffer>;
}

/** Sessions a statement: half a megabyte, unpacked, of a film of 30 seconds, a few milliseconds of the event loop. */
const SESSIONS_A_PAGE = 400;

const tracksSchema = z.array(
  z.object({
    id: z.number().int(),
    finished: z.boolean(),
    left: z.boolean(),
    startedAt: z.date(),
    payload: z.instanceof(Uint8Array).nullable(),
  }),
);
const secondsSchema = z.array(
  z.object({ sessionId: z.number().int(), second: z.number().int(), values: z.instanceof(Uint8Array) }),
);
type TrackRow = z.infer<typeof tracksSchema>[number];

/**
 * The viewers' own seconds of a video, sessions by id: of a closed session its track, of an open one what is stored.
 * Excluded and withdrawn sessions are left out, as they are of the audience's sums. A page is read when it is asked
 * for, and between pages the server does its other work.
 */
export async function* readTrackPages(
  db: Database,
  filter: TrackFilter,
  sessionsAPage = SESSIONS_A_PAGE,
): AsyncGenerator<StoredTrackPage> {
  for (let after: number | undefined = 0; after !== undefined; ) {
    const rows: TrackRow[] = await readSessions(db, filter, after, sessionsAPage);
    const open = rows.filter(({ payload }) => payload === null).map(({ id }) => id);
    yield pageOf(rows, await readSeconds(db, filter.videoId, open));
    after = rows.length < sessionsAPage ? undefined : rows.at(-1)?.id;
    await nextTurn();
  }
}

/**
 * How many sessions `readTrackPages` will find, and how many of the same kind are excluded; with a video, of those who
 * were shown it.
 */
export async function countTrackSessions(
  db: Database,
  { videoId, ...filter }: ShownFilter,
): Promise<SessionCounts> {
  const [counted] = z.array(sessionCountsSchema).parse(
    await db.$queryRaw`
        SELECT count(*) FILTER (WHERE s."excludedAt" IS NULL)::int AS sessions,
          count(*) FILTER (WHERE s."excludedAt" IS NULL AND c.simulated)::int AS "simulatedSessions",
          count(*) FILTER (WHERE s."excludedAt" IS NOT NULL)::int AS excluded
        FROM "Session" s JOIN "SegmentCell" c ON c.id = s."cellId"
        WHERE s.state <> 'withdrawn' AND ${matchingSessions(filter)} AND ${wasShown(videoId)}`,
  );
  return counted ?? { sessions: 0, simulatedSessions: 0, excluded: 0 };
}

/**
 * Being shown a video, as a condition on a session `s`. Null asks nothing: of a campaign's only video, which everybody was
 * shown, because to look whether costs as much as all the rest.
 */
export function wasShown(videoId: number | null): Prisma.Sql {
  if (videoId === null) return Prisma.sql`true`;
  return Prisma.sql`EXISTS (
    SELECT 1 FROM "SessionStimulus" shown WHERE shown."sessionId" = s.id AND shown."videoId" = ${videoId}::int
  )`;
}

/** Those of a filter, as a condition on a session `s` and its cell `c`. */
export function matchingSessions({ campaignId, cellIds, segment }: Omit<TrackFilter, "videoId">): Prisma.Sql {
  const condition = segment === null ? Prisma.sql`true` : segmentCondition(segment);
  return Prisma.sql`s."campaignId" = ${campaignId}::int AND s."cellId" = ANY(${[...cellIds]}::int[])
    AND ${condition}`;
}

async function readSessions(
  db: Database,
  filter: TrackFilter,
  after: number,
  limit: number,
): Promise<TrackRow[]> {
  return tracksSchema.parse(
    await db.$queryRaw`
      SELECT page.id, page.finished, page."left", page."startedAt", t.payload
      FROM (
        SELECT s.id, s.state = 'finished' AS finished, s."endReason" IS NOT NULL AS "left", s."startedAt"
        FROM "Session" s JOIN "SegmentCell" c ON c.id = s."cellId"
        WHERE s.id > ${after}::int AND s."excludedAt" IS NULL AND s.state <> 'withdrawn'
          AND ${matchingSessions(filter)}
        ORDER BY s.id
        LIMIT ${limit}::int
      ) page
      LEFT JOIN "ViewerTrack" t ON t."sessionId" = page.id AND t."videoId" = ${filter.videoId}::int
      ORDER BY page.id`,
  );
}

async function readSeconds(db: Database, videoId: number, sessionIds: number[]) {
  if (sessionIds.length === 0) return [];
  return secondsSchema.parse(
    await db.$queryRaw`
      SELECT "sessionId", second::int AS second, "values"
      FROM "SampleBatch" WHERE "sessionId" = ANY(${sessionIds}::int[]) AND "videoId" = ${videoId}::int`,
  );
}

function pageOf(
  rows: readonly TrackRow[],
  stored: readonly { sessionId: number; second: number; values: Uint8Array }[],
): StoredTrackPage {
  const lengths = new Map<number, number>();
  for (const { sessionId, second } of stored) {
    lengths.set(sessionId, Math.max(lengths.get(sessionId) ?? 0, second + 1));
  }
  const starts = new Uint32Array(rows.length + 1);
  for (const [i, { id, payload }] of rows.entries()) {
    const seconds = payload ? viewerTrackLength(payload) : (lengths.get(id) ?? 0);
    starts[i + 1] = starts[i]! + seconds;
  }
  const words = new Int16Array(starts[rows.length]! * VIEWER_SECOND_WORDS.length);
  const bytes = new Uint8Array(words.buffer);
  const startOf = new Map<number, number>();
  for (const [i, { id, payload }] of rows.entries()) {
    startOf.set(id, starts[i]!);
    if (payload) readViewerTrack(payload, words, starts[i]! * VIEWER_SECOND_WORDS.length);
  }
  for (const { sessionId, second, values } of stored) {
    bytes.set(values, (startOf.get(sessionId)! + second) * VIEWER_SECOND_BYTES);
  }
  return {
    sessionIds: Int32Array.from(rows, ({ id }) => id),
    finished: Uint8Array.from(rows, ({ finished }) => Number(finished)),
    left: Uint8Array.from(rows, ({ left }) => Number(left)),
    startedMs: Float64Array.from(rows, ({ startedAt }) => startedAt.getTime()),
    starts,
    words,
  };
}
