import { z } from "zod";
import type { Database } from "./database.ts";
import { mayBeWatching } from "./may-be-watching.ts";

/**
 * Two texts that change whenever the numbers of some videos may have. Answers computed under the same two stay true;
 * under the same `removed` they only lack what came since.
 */
export interface Watermark {
  /** How far each writer has come, and how many sessions are there, finished, or may be watching. */
  grown: string;
  /** Which sessions are excluded or withdrawn, and which is the oldest: the oldest real ones are destroyed, or all simulated. */
  removed: string;
}

const rowsSchema = z.tuple([z.object({ writers: z.string(), grown: z.string(), removed: z.string() })]);

/** The watermark of a campaign's videos; its open sessions may be watching that began since `watchingSince`. */
export async function readWatermark(
  db: Database,
  campaignId: number,
  videoIds: readonly number[],
  watchingSince: Date,
): Promise<Watermark> {
  const [{ writers, grown, removed }] = rowsSchema.parse(
    await db.$queryRaw`
      SELECT
        (SELECT coalesce(string_agg(concat(v.id, '/', w.id, ':', last.seq), ' ' ORDER BY v.id, w.id), '')
          FROM unnest(${[...videoIds]}::int[]) AS v(id) CROSS JOIN "Writer" w
          CROSS JOIN LATERAL (
            SELECT max(b."writerSeq") AS seq FROM "SampleBatch" b
            WHERE b."videoId" = v.id AND b.writer = w.id
          ) last
          WHERE last.seq IS NOT NULL) AS writers,
        concat_ws(' ', count(*), count(*) FILTER (WHERE state = 'finished'),
          sum(id) FILTER (WHERE ${mayBeWatching(watchingSince)})) AS grown,
        concat_ws(' ', min("startedAt") FILTER (WHERE NOT simulated), min(id) FILTER (WHERE simulated),
          count(*) FILTER (WHERE state = 'withdrawn'),
          sum(id) FILTER (WHERE state = 'withdrawn'), count("excludedAt"),
          sum(id) FILTER (WHERE "excludedAt" IS NOT NULL), max("excludedAt")) AS removed
      FROM "Session" WHERE "campaignId" = ${campaignId}::int`,
  );
  return { grown: `${writers} | ${grown}`, removed };
}
