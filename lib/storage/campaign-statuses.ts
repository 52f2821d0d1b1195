import { z } from "zod";
import type { Database } from "./database.ts";

const statusSchema = z.enum(["draft", "live", "paused", "closed"]);
export type CampaignStatus = z.infer<typeof statusSchema>;

const rowsSchema = z.array(z.object({ id: z.number().int(), status: statusSchema }));

/** Statuses of campaigns as ingest sees them: one that was deleted is closed, one that does not exist is absent. */
export async function campaignStatuses(
  db: Database,
  campaignIds: readonly number[],
): Promise<Map<number, CampaignStatus>> {
  const rows = rowsSchema.parse(
    await db.$queryRaw`
      SELECT id, CASE WHEN "deletedAt" IS NULL THEN status::text ELSE 'closed' END AS status
      FROM "Campaign" WHERE id = ANY(${[...campaignIds]}::int[])`,
  );
  return new Map(rows.map(({ id, status }) => [id, status]));
}
