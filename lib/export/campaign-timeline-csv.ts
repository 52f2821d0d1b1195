import { AppError } from "#lib/protocol/app-error.ts";
import type { CountedAudience } from "#lib/protocol/counted-audience.ts";
import type { TimelineQuery } from "#lib/protocol/timeline.ts";
import { campaignTimeline } from "#lib/reports/campaign-timeline.ts";
import type { Database } from "#lib/storage/database.ts";
import { readVideo } from "#lib/storage/read-video.ts";
import { timelineCsv } from "./timeline-csv.ts";

/**
 * The audience timeline of a campaign as a CSV file, the same numbers as the page's, and whose they are. Throws
 * AppError "not-found" when the campaign has no such video.
 */
export async function campaignTimelineCsv(
  db: Database,
  campaign: { id: number; title: string },
  query: TimelineQuery,
  codebook: string,
): Promise<{ csv: ReadableStream<Uint8Array>; countedAudience: CountedAudience }> {
  const video = await readVideo(db, campaign.id, query.videoId);
  if (!video) throw new AppError("not-found");
  const timeline = await campaignTimeline(db, campaign, { ...query, videoId: video.id });
  const csv = timelineCsv({ timeline, campaignTitle: campaign.title, videoTitle: video.title, codebook });
  return { csv, countedAudience: timeline.countedAudience };
}
