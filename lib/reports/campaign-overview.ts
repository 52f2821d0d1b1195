import { AppError } from "#lib/protocol/app-error.ts";
import type { Overview, OverviewQuery } from "#lib/protocol/overview.ts";
import type { Database } from "#lib/storage/database.ts";
import { readFunnel } from "#lib/storage/read-funnel.ts";
import { chooseAudience } from "./chosen-audience.ts";
import { type TrackQuestion, watchingSince } from "./track-question.ts";
import { videoSummary } from "./video-summary.ts";

/**
 * A campaign at a glance: its fieldwork as a funnel, and the headline measures of one video, the first unless another
 * is asked for. Throws AppError "not-found" when the campaign has no such video.
 */
export async function campaignOverview(
  db: Database,
  campaign: TrackQuestion<"summary">["campaign"],
  query: OverviewQuery,
): Promise<Overview> {
  const { videos } = campaign;
  const video = query.videoId === undefined ? videos[0] : videos.find(({ id }) => id === query.videoId);
  if (query.videoId !== undefined && !video) throw new AppError("not-found");
  const audience = await chooseAudience(db, campaign.id, query);
  const simulated = query.audience === "simulated";
  return {
    campaignId: campaign.id,
    audience: query.audience,
    countedAudience: audience.countedAudience,
    basis: query.basis,
    measure: query.measure,
    threshold: query.threshold,
    engineVersion: audience.engineVersion,
    segment: audience.segment,
    otherAudienceSessions: audience.otherAudienceSessions,
    funnel: await readFunnel(db, campaign.id, simulated, watchingSince(videos)),
    summary: video ? await videoSummary(db, campaign, audience, video, query) : null,
  };
}
