import { z } from "zod";
import type { Database } from "./database.ts";
import { Prisma } from "./generated/client.ts";

/** Tracks of one page of viewers, as they are stored (lib/protocol/viewer-track.ts). */
export interface TrackPage {
  sessionIds: number[];
  /** Views of one buffer, in the order of `sessionIds`. */
  tracks: Uint8Array[];
}

/** Which viewers of a video: cells and, if given, sessions. Excluded and withdrawn ones are never among them. */
export interface TrackFilter {
  videoId: number;
  cellIds: readonly number[];
  /** Left out: all of the cells. */
  sessionIds?: readonly number[];
}

const TRACKS_A_PAGE = 5_000;

const pageSchema = z.array(
  z.object({
    sessionIds: z.array(z.number().int()).nullable(),
    lengths: z.array(z.number().int()).nullable(),
    bytes: z.instanceof(Uint8Array).nullable(),
  }),
);

/**
 * The tracks of the viewers of a video who have one, by session, a page in memory at a time. A page is one row with
 * all tracks strung together: as rows they would cost several times as much to take over.
 */
export async function* readViewerTracks(
  db: Pick<Database, "$queryRaw">,
  { videoId, cellIds, sessionIds }: TrackFilter,
): AsyncGenerator<TrackPage> {
  const some = sessionIds ? Prisma.sql`AND t."sessionId" = ANY(${[...sessionIds]}::int[])` : Prisma.empty;
  let after = 0;
  for (;;) {
    const [page] = pageSchema.parse(
      await db.$queryRaw`
        SELECT array_agg(id ORDER BY id) AS "sessionIds", array_agg(octet_length(payload) ORDER BY id) AS lengths,
          string_agg(payload, ''::bytea ORDER BY id) AS bytes
        FROM (
          SELECT t."sessionId" AS id, t.payload
          FROM "ViewerTrack" t
          JOIN "Session" s ON s.id = t."sessionId"
          WHERE t."videoId" = ${videoId}::int AND t."sessionId" > ${after}::int ${some}
            AND s."cellId" = ANY(${[...cellIds]}::int[]) AND s."excludedAt" IS NULL AND s.state <> 'withdrawn'
          ORDER BY t."sessionId"
          LIMIT ${TRACKS_A_PAGE}::int
        ) page`,
    );
    if (!page?.sessionIds || !page.lengths || !page.bytes) return;
    const { sessionIds: ids, lengths, bytes } = page;
    let at = 0;
    yield {
      sessionIds: ids,
      tracks: lengths.map((length) => {
        at += length;
        return bytes.subarray(at - length, at);
      }),
    };
    if (ids.length < TRACKS_A_PAGE) return;
    after = ids.at(-1) ?? after;
  }
}
