import { z } from "zod";
import type { Funnel } from "#lib/protocol/overview.ts";
import type { Database } from "./database.ts";
import { mayBeWatching } from "./may-be-watching.ts";

const MOST_REASONS = 50;

const countsSchema = z.array(
  z.object({
    started: z.number().int(),
    watching: z.number().int(),
    completed: z.number().int(),
    droppedOut: z.number().int(),
    withdrawn: z.number().int(),
    baselineRefused: z.number().int(),
  }),
);
const reasonsSchema = z.array(z.object({ reason: z.string(), sessions: z.number().int() }));

/**
 * What became of the sessions of one audience, by any engine; an open one that started before `watchingSince`, or
 * whose page said that it ended, was left. The excluded are told by reason, the most frequent first, those beyond MOST_REASONS together.
 */
export async function readFunnel(
  db: Database,
  campaignId: number,
  simulated: boolean,
  watchingSince: Date,
): Promise<Funnel> {
  const [counts] = countsSchema.parse(
    await db.$queryRaw`
      SELECT count(*)::int AS started,
        count(*) FILTER (WHERE counted AND watching)::int AS watching,
        count(*) FILTER (WHERE counted AND state = 'finished')::int AS completed,
        count(*) FILTER (WHERE counted AND state = 'open' AND NOT watching)::int AS "droppedOut",
        count(*) FILTER (WHERE state = 'withdrawn')::int AS withdrawn,
        count(*) FILTER (WHERE counted AND state = 'finished' AND "baselineRefusal" IS NOT NULL)::int
          AS "baselineRefused"
      FROM (
        SELECT state, "baselineRefusal", "excludedAt" IS NULL AS counted,
          ${mayBeWatching(watchingSince)} AS watching
        FROM "Session" WHERE "campaignId" = ${campaignId}::int AND simulated = ${simulated}::boolean
      ) s`,
  );
  const excluded = reasonsSchema.parse(
    await db.$queryRaw`
      SELECT CASE WHEN place <= ${MOST_REASONS}::int THEN reason ELSE 'other reasons' END AS reason,
        sum(sessions)::int AS sessions
      FROM (
        SELECT coalesce("excludedReason", '') AS reason, count(*)::int AS sessions,
          row_number() OVER (ORDER BY count(*) DESC, coalesce("excludedReason", '')) AS place
        FROM "Session"
        WHERE "campaignId" = ${campaignId}::int AND simulated = ${simulated}::boolean
          AND "excludedAt" IS NOT NULL AND state <> 'withdrawn'
        GROUP BY coalesce("excludedReason", '')
      ) by_reason
      GROUP BY 1 ORDER BY min(place)`,
  );
  const declined = simulated
    ? null
    : await db.consentRecord.count({ where: { campaignId, decision: "declined" } });
  if (!counts) throw new Error("a count without a row");
  return { ...counts, declined, excluded };
}
