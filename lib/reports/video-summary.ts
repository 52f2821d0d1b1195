import type { SummaryQuestion } from "#lib/analytics/video-summary.ts";
import { measuredSeconds } from "#lib/protocol/limits.ts";
import type { OverviewQuery, VideoSummary } from "#lib/protocol/overview.ts";
import type { Database } from "#lib/storage/database.ts";
import type { ChosenAudience } from "./chosen-audience.ts";
import { answerFromTracks, readingOf, seedOf, type TrackQuestion } from "./track-question.ts";

/** A video, and how many of the audience were shown it. */
export interface ShownVideo {
  id: number;
  durationMs: number;
  shownTo: number;
}

/** The headline measures of one video, with everything that stands behind them. */
export async function videoSummary(
  db: Database,
  campaign: TrackQuestion<"summary">["campaign"],
  audience: ChosenAudience,
  video: ShownVideo,
  query: Pick<OverviewQuery, "audience" | "basis" | "measure" | "threshold">,
): Promise<VideoSummary> {
  return answerFromTracks(db, {
    job: "summary",
    campaign,
    audience,
    videoIds: [video.id],
    question: summaryQuestion(campaign.id, video, query),
  });
}

/** The question whose answer that is; asked together with another it is answered the same. */
export function summaryQuestion(
  campaignId: number,
  video: ShownVideo,
  query: Pick<OverviewQuery, "audience" | "basis" | "measure" | "threshold">,
): SummaryQuestion {
  const { basis, measure, threshold } = query;
  return {
    videoId: video.id,
    seconds: measuredSeconds(video.durationMs),
    reading: readingOf(query),
    expectedViewers: video.shownTo,
    seed: seedOf(campaignId, "headlines", video.id, query.audience, basis, measure, threshold),
  };
}
