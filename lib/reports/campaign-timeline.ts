import { AppError } from "#lib/protocol/app-error.ts";
import { measuredSeconds } from "#lib/protocol/limits.ts";
import type { Timeline, TimelineQuery } from "#lib/protocol/timeline.ts";
import type { Database } from "#lib/storage/database.ts";
import { readAudienceEngines } from "#lib/storage/read-audience-engines.ts";
import { readAudienceSeconds } from "#lib/storage/read-audience-seconds.ts";
import { readVideo } from "#lib/storage/read-video.ts";
import { chooseEngine } from "./choose-engine.ts";
import { sumAudience } from "./sum-audience.ts";
import { timelineSecond } from "./timeline-second.ts";

/**
 * The audience of one video second by second: one audience, one engine. Throws AppError "not-found" when the
 * campaign has no such video.
 */
export async function campaignTimeline(
  db: Database,
  campaign: { id: number },
  query: TimelineQuery,
): Promise<Timeline> {
  const video = await readVideo(db, campaign.id, query.videoId);
  if (!video) throw new AppError("not-found");
  const engines = await readAudienceEngines(db, campaign.id);
  const { chosen, others, otherAudienceSessions } = chooseEngine(engines, query.audience, query.engine);
  const stored = await readAudienceSeconds(db, video.id, chosen?.cellIds ?? []);
  return {
    campaignId: campaign.id,
    videoId: video.id,
    durationMs: video.durationMs,
    audience: query.audience,
    basis: query.basis,
    threshold: query.threshold,
    engineVersion: chosen?.engineVersion ?? null,
    otherEngines: others.map(({ engineVersion, sessions }) => ({ engineVersion, sessions })),
    sessions: chosen?.sessions ?? 0,
    excluded: chosen?.excluded ?? 0,
    otherAudienceSessions,
    seconds: sumAudience(stored, measuredSeconds(video.durationMs)).map((sums, second) =>
      timelineSecond(second, sums, query.basis, query.threshold),
    ),
  };
}
