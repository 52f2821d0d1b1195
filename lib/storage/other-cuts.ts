import { z } from "zod";
import { type OtherCut, otherCutSchema } from "#lib/protocol/intent.ts";
import type { Database } from "./database.ts";

const rowsSchema = z.array(otherCutSchema);

/** The organisation's other films that have scenes, those that share most with this one first, then the newest. */
export async function readOtherCuts(
  db: Database,
  organisationId: number,
  videoId: number,
): Promise<OtherCut[]> {
  const rows = await db.$queryRaw`
    SELECT v.id AS "videoId", v.title, c.id AS "campaignId", c.title AS "campaignTitle", count(*)::int AS scenes,
      count(own.id)::int AS shared
    FROM "Campaign" c
    JOIN "Video" v ON v."campaignId" = c.id AND v.id <> ${videoId}::int
    JOIN "Scene" s ON s."videoId" = v.id AND s."deletedAt" IS NULL
    LEFT JOIN "Scene" own ON own."videoId" = ${videoId}::int AND own.key = s.key AND own."deletedAt" IS NULL
    WHERE c."organisationId" = ${organisationId}::int AND c."deletedAt" IS NULL
    GROUP BY v.id, v.title, c.id, c.title
    ORDER BY shared DESC, v.id DESC
    LIMIT 50`;
  return rowsSchema.parse(rows);
}
