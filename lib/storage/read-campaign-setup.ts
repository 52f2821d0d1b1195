import {
  type CampaignSetup,
  type SegmentVariable,
  segmentVariablesSchema,
} from "#lib/protocol/campaign-setup.ts";
import { qualitySettingsOf } from "#lib/protocol/quality.ts";
import type { Database } from "./database.ts";
import { numbersDestroyedBetween } from "./expired-sessions.ts";

/** The set-up of a campaign that is known to exist and to be the reader's; null when it is gone meanwhile. */
export async function readCampaignSetup(db: Database, campaignId: number): Promise<CampaignSetup | null> {
  const campaign = await db.campaign.findFirst({
    where: { id: campaignId, deletedAt: null },
    include: { videos: { orderBy: { position: "asc" } } },
  });
  if (!campaign) return null;
  const [simulatedViewers, realViewers] = await Promise.all(
    [true, false].map((simulated) => db.session.count({ where: { campaignId, simulated } })),
  );
  const destroyed = await numbersDestroyedBetween(db, campaign);
  return {
    id: campaign.id,
    slug: campaign.slug,
    title: campaign.title,
    purpose: campaign.purpose,
    retentionDays: campaign.retentionDays,
    status: campaign.status,
    segmentVariables: segmentVariablesSchema.parse(campaign.segmentVariables),
    quality: qualitySettingsOf(campaign.quality),
    cutPlan: campaign.cutPlan,
    attestation: campaign.attestedAt && {
      at: campaign.attestedAt.toISOString(),
      by: campaign.attestedBy,
      text: campaign.attestedText,
    },
    videos: campaign.videos.map(({ campaignId: owner, thumbnail, file, position, ...video }) => ({
      ...video,
      thumbnailUrl: thumbnail === null ? stillBeside(video.url) : videoAddress(owner, thumbnail),
    })),
    simulatedViewers: simulatedViewers ?? 0,
    realViewers: realViewers ?? 0,
    destroyed: destroyed && {
      firstAt: destroyed.first.toISOString(),
      lastAt: destroyed.last.toISOString(),
    },
  };
}

/** The segment variables of a campaign; none when it is gone. */
export async function readSegmentVariables(db: Database, campaignId: number): Promise<SegmentVariable[]> {
  const campaign = await db.campaign.findUnique({
    where: { id: campaignId },
    select: { segmentVariables: true },
  });
  return segmentVariablesSchema.parse(campaign?.segmentVariables ?? []);
}

/** The demo film came with the server and has its still beside it; another film without one has none. */
function stillBeside(url: string): string | null {
  return url.startsWith("/demo/") ? url.replace(/\.mp4$/, ".jpg") : null;
}

/** Where the studio gets a file of the video store from. */
export function videoAddress(campaignId: number, name: string): string {
  return `/api/campaigns/${campaignId}/files/${name}`;
}
