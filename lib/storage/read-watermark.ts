import { z } from "zod";
import type { Database } from "./database.ts";

const rowsSchema = z.array(z.object({ mark: z.string() }));

/**
 * A text that changes whenever the numbers of these videos may have: how far each writer has come, and which sessions
 * of the campaign are there, finished, excluded, withdrawn, or open and began since `watchingSince`. Answers computed
 * under the same text stay true.
 */
export async function readWatermark(
  db: Database,
  campaignId: number,
  videoIds: readonly number[],
  watchingSince: Date,
): Promise<string> {
  const [row] = rowsSchema.parse(
    await db.$queryRaw`
      SELECT concat(
        (SELECT string_agg(concat(v.id, '/', w.id, ':', last.seq), ' ' ORDER BY v.id, w.id)
          FROM unnest(${[...videoIds]}::int[]) AS v(id) CROSS JOIN "Writer" w
          CROSS JOIN LATERAL (
            SELECT max(b."writerSeq") AS seq FROM "SampleBatch" b
            WHERE b."videoId" = v.id AND b.writer = w.id
          ) last
          WHERE last.seq IS NOT NULL),
        ' | ',
        (SELECT concat_ws(' ', count(*), count(*) FILTER (WHERE state = 'finished'),
            count(*) FILTER (WHERE state = 'withdrawn'), sum(id) FILTER (WHERE state = 'withdrawn'),
            count("excludedAt"), sum(id) FILTER (WHERE "excludedAt" IS NOT NULL), max("excludedAt"),
            sum(id) FILTER (WHERE state = 'open' AND "startedAt" >= ${watchingSince}))
          FROM "Session" WHERE "campaignId" = ${campaignId}::int)
      ) AS mark`,
  );
  return row?.mark ?? "";
}
