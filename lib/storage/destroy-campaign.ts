import type { Database } from "./database.ts";
import { removeCell } from "./remove-cell-sessions.ts";

/** Campaigns that were deleted before this moment and were not restored. */
export async function campaignsToDestroy(db: Database, deletedBefore: Date): Promise<number[]> {
  const rows = await db.campaign.findMany({
    where: { deletedAt: { lt: deletedBefore } },
    orderBy: { id: "asc" },
    select: { id: true },
  });
  return rows.map(({ id }) => id);
}

/**
 * Destroys a deleted campaign with everything of it, a cell a transaction: sums and batches agree at every
 * moment, and an interrupted run is completed by the next. Answers the names of the files in the video store
 * that nothing refers to any more. Nothing happens to a campaign that is not deleted.
 */
export async function destroyCampaign(db: Database, campaignId: number): Promise<string[]> {
  const isDeleted = { id: campaignId, deletedAt: { not: null } };
  const cells = await db.segmentCell.findMany({ where: { campaign: isDeleted }, select: { id: true } });
  for (const { id } of cells) await removeCell(db, campaignId, id);
  return db.$transaction(async (tx) => {
    if ((await tx.campaign.count({ where: isDeleted })) === 0) return [];
    const videos = await tx.video.findMany({ where: { campaignId } });
    const videoIds = videos.map(({ id }) => id);
    await tx.foldWatermark.deleteMany({ where: { videoId: { in: videoIds } } });
    await tx.consentRecord.deleteMany({ where: { campaignId } });
    await tx.segmentCell.deleteMany({ where: { campaignId } });
    await tx.video.deleteMany({ where: { campaignId } });
    await tx.campaign.delete({ where: { id: campaignId } });
    return videos.flatMap(({ file, thumbnail }) => [file, thumbnail].filter((name) => name !== null));
  });
}
