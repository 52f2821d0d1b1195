import type { AudienceSums } from "#lib/analytics/audience-sums.ts";
import { AppError } from "#lib/protocol/app-error.ts";
import { measuredSeconds } from "#lib/protocol/limits.ts";
import type { Timeline, TimelineQuery } from "#lib/protocol/timeline.ts";
import type { Database } from "#lib/storage/database.ts";
import { readAudienceSeconds } from "#lib/storage/read-audience-seconds.ts";
import { readVideos } from "#lib/storage/read-video.ts";
import { type ChosenAudience, chooseAudience } from "./chosen-audience.ts";
import { sumAudience } from "./sum-audience.ts";
import { timelineSecond } from "./timeline-second.ts";
import { answerFromTracks } from "./track-question.ts";

/**
 * The audience of one video second by second: one audience, one engine, or the part of them that a segment names; by
 * the cells' sums when they decide it, else by the viewers' tracks, the same numbers either way. Throws AppError
 * "not-found" when the campaign has no such video or segment.
 */
export async function campaignTimeline(
  db: Database,
  campaign: { id: number },
  query: TimelineQuery,
): Promise<Timeline> {
  const videos = await readVideos(db, campaign.id);
  const video = query.videoId === undefined ? videos[0] : videos.find(({ id }) => id === query.videoId);
  if (!video) throw new AppError("not-found");
  const audience = await chooseAudience(db, campaign.id, query, videos.length === 1 ? null : video.id);
  const { cellIds: _, byCells: __, ...shown } = audience;
  const sums = await sumSeconds(db, campaign, video, audience);
  return {
    campaignId: campaign.id,
    videoId: video.id,
    durationMs: video.durationMs,
    audience: query.audience,
    basis: query.basis,
    threshold: query.threshold,
    ...shown,
    seconds: sums.map((second, at) => timelineSecond(at, second, query.basis, query.threshold)),
  };
}

/** The sums of each second of a video over the chosen viewers. */
export async function sumSeconds(
  db: Database,
  campaign: { id: number },
  video: { id: number; durationMs: number },
  audience: ChosenAudience,
): Promise<AudienceSums[]> {
  const seconds = measuredSeconds(video.durationMs);
  if (audience.byCells) {
    return sumAudience(await readAudienceSeconds(db, video.id, audience.cellIds), seconds);
  }
  return answerFromTracks(db, {
    job: "sums",
    campaign: { id: campaign.id, videos: [video] },
    audience,
    videoIds: [video.id],
    question: { seconds },
  });
}
