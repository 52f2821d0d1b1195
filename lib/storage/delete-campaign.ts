import type { Database } from "./database.ts";

export interface DeletedCampaign {
  id: number;
  title: string;
  deletedAt: Date;
}

/** Takes a campaign away from everybody; it can be restored until it is destroyed. False when it is gone already. */
export async function deleteCampaign(
  db: Database,
  organisationId: number,
  campaignId: number,
): Promise<boolean> {
  const { count } = await db.campaign.updateMany({
    where: { id: campaignId, organisationId, deletedAt: null },
    data: { deletedAt: new Date() },
  });
  return count === 1;
}

/**
 * Brings back, as it was, a campaign that was deleted after `deletedAfter`. False when there is none (any more):
 * what was deleted earlier may be half destroyed already.
 */
export async function restoreCampaign(
  db: Database,
  organisationId: number,
  campaignId: number,
  deletedAfter: Date,
): Promise<boolean> {
  const { count } = await db.campaign.updateMany({
    where: { id: campaignId, organisationId, deletedAt: { gt: deletedAfter } },
    data: { deletedAt: null },
  });
  return count === 1;
}

/** Campaigns of an organisation that were deleted after `deletedAfter`, the latest first. */
export async function readDeletedCampaigns(
  db: Database,
  organisationId: number,
  deletedAfter: Date,
): Promise<DeletedCampaign[]> {
  const rows = await db.campaign.findMany({
    where: { organisationId, deletedAt: { gt: deletedAfter } },
    orderBy: { deletedAt: "desc" },
    select: { id: true, title: true, deletedAt: true },
  });
  return rows.flatMap(({ deletedAt, ...campaign }) => (deletedAt ? [{ ...campaign, deletedAt }] : []));
}
