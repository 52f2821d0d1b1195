import { z } from "zod";
import type { CampaignVideo } from "#lib/protocol/campaign-list.ts";
import type { Database } from "./database.ts";
import { VIDEO_OMITS } from "./read-video.ts";

/** One campaign with its videos. */
export interface CampaignWithVideos {
  id: number;
  slug: string;
  title: string;
  status: "draft" | "live" | "paused" | "closed";
  createdAt: Date;
  videos: CampaignVideo[];
}

/** The same with its fieldwork. */
export interface StoredCampaign extends CampaignWithVideos {
  /** At most one entry an audience; none without sessions. */
  fieldwork: FieldworkCount[];
  declined: number;
}

/** Sessions of one audience of one campaign, withdrawn ones left out. */
export type FieldworkCount = z.infer<typeof fieldworkSchema>;

const fieldworkSchema = z.object({
  campaignId: z.number().int(),
  simulated: z.boolean(),
  sessions: z.number().int(),
  finished: z.number().int(),
  excluded: z.number().int(),
  lastStartedAt: z.date().nullable(),
});

const WITH_VIDEOS = {
  id: true,
  slug: true,
  title: true,
  status: true,
  createdAt: true,
  videos: { orderBy: { position: "asc" }, omit: VIDEO_OMITS },
} as const;

/** One campaign of an organisation, without its fieldwork, which takes a look at every session; null when it has none such. */
export function readCampaign(
  db: Database,
  organisationId: number,
  id: number,
): Promise<CampaignWithVideos | null> {
  return db.campaign.findFirst({ where: { id, organisationId, deletedAt: null }, select: WITH_VIDEOS });
}

/** The campaigns of an organisation, newest first. */
export async function readCampaigns(db: Database, organisationId: number): Promise<StoredCampaign[]> {
  const campaigns = await db.campaign.findMany({
    where: { organisationId, deletedAt: null },
    orderBy: { id: "desc" },
    select: {
      ...WITH_VIDEOS,
      _count: { select: { consents: { where: { decision: "declined" } } } },
    },
  });
  const fieldwork = await readFieldwork(
    db,
    campaigns.map(({ id }) => id),
  );
  return campaigns.map(({ _count, ...campaign }) => ({
    ...campaign,
    fieldwork: fieldwork.filter(({ campaignId }) => campaignId === campaign.id),
    declined: _count.consents,
  }));
}

async function readFieldwork(db: Database, campaignIds: number[]): Promise<FieldworkCount[]> {
  const rows = await db.$queryRaw`
    SELECT "campaignId", simulated,
      count(*) FILTER (WHERE "excludedAt" IS NULL)::int AS sessions,
      count(*) FILTER (WHERE "excludedAt" IS NULL AND state = 'finished')::int AS finished,
      count(*) FILTER (WHERE "excludedAt" IS NOT NULL)::int AS excluded,
      max("startedAt") AS "lastStartedAt"
    FROM "Session"
    WHERE "campaignId" = ANY(${campaignIds}::int[]) AND state <> 'withdrawn'
    GROUP BY "campaignId", simulated`;
  return z.array(fieldworkSchema).parse(rows);
}
