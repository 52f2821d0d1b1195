import type { Database } from "./database.ts";

const WITH_VIDEOS = {
  videos: { orderBy: { position: "asc" } },
  organisation: { select: { name: true } },
} as const;

/** A campaign by the slug of its viewer link, with its videos in order and its organisation's name, else null. Deleted ones are absent. */
export function findCampaignBySlug(db: Database, slug: string) {
  return db.campaign.findUnique({ where: { slug, deletedAt: null }, include: WITH_VIDEOS });
}

/** A campaign of this organisation, else null: another organisation's is as absent as one that never was. */
export function findCampaignOf(db: Database, organisationId: number, campaignId: number) {
  return db.campaign.findFirst({
    where: { id: campaignId, organisationId, deletedAt: null },
    include: WITH_VIDEOS,
  });
}

export type CampaignWithVideos = NonNullable<Awaited<ReturnType<typeof findCampaignOf>>>;
