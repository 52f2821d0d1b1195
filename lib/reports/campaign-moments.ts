import { AppError } from "#lib/protocol/app-error.ts";
import { measuredSeconds } from "#lib/protocol/limits.ts";
import type { Moments, MomentsQuery } from "#lib/protocol/moments.ts";
import type { Database } from "#lib/storage/database.ts";
import { chooseAudience } from "./chosen-audience.ts";
import { answerFromTracks, readingOf, type TrackQuestion } from "./track-question.ts";

/**
 * The moments of one video, the first unless another is asked for. Throws AppError "not-found" when the campaign has
 * no such video.
 */
export async function campaignMoments(
  db: Database,
  campaign: TrackQuestion<"moments">["campaign"],
  query: MomentsQuery,
): Promise<Moments> {
  const { videos } = campaign;
  const video = query.videoId === undefined ? videos[0] : videos.find(({ id }) => id === query.videoId);
  if (!video) throw new AppError("not-found");
  const audience = await chooseAudience(db, campaign.id, query);
  const found = await answerFromTracks(db, {
    job: "moments",
    campaign,
    audience,
    videoIds: [video.id],
    question: { seconds: measuredSeconds(video.durationMs), reading: readingOf(query) },
  });
  return {
    campaignId: campaign.id,
    videoId: video.id,
    audience: query.audience,
    countedAudience: audience.countedAudience,
    basis: query.basis,
    measure: query.measure,
    threshold: query.threshold,
    engineVersion: audience.engineVersion,
    segment: audience.segment,
    ...found,
  };
}
