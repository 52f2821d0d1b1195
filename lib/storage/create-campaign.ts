import type { SegmentVariable } from "#lib/protocol/campaign-setup.ts";
import type { Database } from "./database.ts";

export interface NewCampaign {
  organisationId: number;
  slug: string;
  title: string;
  /** Shown to the viewer: who asks, and what for. */
  purpose: string;
  /** When the owner attested that the sample is not their staff, pupils or students. */
  attestedAt: Date;
  status: "draft" | "live";
  segmentVariables?: SegmentVariable[];
  /** In the order shown. */
  videos: readonly {
    title: string;
    url: string;
    mimeType: string;
    durationMs: number;
    width: number;
    height: number;
  }[];
}

/** Create a campaign with its videos, positions from 1, all or nothing. Throws when the slug is taken. */
export async function createCampaign(db: Database, input: NewCampaign): Promise<{ id: number }> {
  const { videos, ...campaign } = input;
  return db.campaign.create({
    data: {
      ...campaign,
      videos: { create: videos.map((video, index) => ({ ...video, position: index + 1 })) },
    },
    select: { id: true },
  });
}
