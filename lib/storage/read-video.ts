import type { CampaignVideo } from "#lib/protocol/campaign-list.ts";
import type { Database } from "./database.ts";

/** What is storage's own about a video. */
export const VIDEO_OMITS = { campaignId: true, file: true, thumbnail: true, sizeBytes: true } as const;

/** One video of a campaign: the one asked for, else the first shown; null when the campaign has no such video. */
export async function readVideo(
  db: Database,
  campaignId: number,
  videoId: number | undefined,
): Promise<CampaignVideo | null> {
  return db.video.findFirst({
    where: videoId === undefined ? { campaignId } : { campaignId, id: videoId },
    orderBy: { position: "asc" },
    omit: VIDEO_OMITS,
  });
}

/** All videos of a campaign, in the order shown. */
export async function readVideos(db: Database, campaignId: number): Promise<CampaignVideo[]> {
  return db.video.findMany({
    where: { campaignId },
    orderBy: { position: "asc" },
    omit: VIDEO_OMITS,
  });
}
