import type { Database } from "./database.ts";

/** Whether a campaign belongs to an organisation; false also when it does not exist or was deleted. */
export async function campaignIsOf(
  db: Database,
  campaignId: number,
  organisationId: number,
): Promise<boolean> {
  return (await db.campaign.count({ where: { id: campaignId, organisationId, deletedAt: null } })) === 1;
}
