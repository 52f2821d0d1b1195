import { AppError } from "#lib/protocol/app-error.ts";
import type { GradeCounts, Overview, OverviewQuery } from "#lib/protocol/overview.ts";
import { GRADES } from "#lib/protocol/segment.ts";
import { countGrades } from "#lib/storage/count-grades.ts";
import type { Database } from "#lib/storage/database.ts";
import { readFunnel } from "#lib/storage/read-funnel.ts";
import { type ChosenAudience, chooseAudience } from "./chosen-audience.ts";
import { type TrackQuestion, watchingSince } from "./track-question.ts";
import { videoSummary } from "./video-summary.ts";

/**
 * A campaign at a glance: its fieldwork as a funnel, and of one video, the first unless another is asked for, the
 * headline measures and the grades of its sessions. Throws AppError "not-found" when the campaign has no such video.
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
  const ofCut =
    video && videos.length > 1 ? await chooseAudience(db, campaign.id, query, video.id) : audience;
  const { sessions, excluded, audienceSessions } = ofCut;
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
    sessions,
    excluded,
    audienceSessions,
    funnel: await readFunnel(db, campaign.id, simulated, watchingSince(videos)),
    summary: video
      ? await videoSummary(db, campaign, audience, { ...video, shownTo: sessions }, query)
      : null,
    grades: video ? await gradeCounts(db, campaign, audience, video.id) : null,
  };
}

async function gradeCounts(
  db: Database,
  { id: campaignId, videos }: TrackQuestion<"summary">["campaign"],
  { cellIds, byCells, segment }: ChosenAudience,
  shownId: number,
): Promise<GradeCounts> {
  const videoId = videos.length === 1 ? null : shownId;
  const counts = await countGrades(db, { campaignId, videoId, cellIds, segment: byCells ? null : segment });
  const of = (grade: number | null) => counts.find((count) => count.grade === grade)?.sessions ?? 0;
  return { graded: GRADES.map(of), notGraded: of(null) };
}
