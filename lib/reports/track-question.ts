import { FINISHED, type Reading, WATCHING } from "#lib/analytics/track-page.ts";
import { computePool } from "#lib/compute/compute-pool.ts";
import type { JobName, JobPage, Jobs } from "#lib/compute/jobs.ts";
import { measuredSeconds } from "#lib/protocol/limits.ts";
import type { OverviewQuery } from "#lib/protocol/overview.ts";
import type { Database } from "#lib/storage/database.ts";
import { readTrackPages, type StoredTrackPage } from "#lib/storage/read-track-pages.ts";
import { readWatermark } from "#lib/storage/read-watermark.ts";
import { cachedAnswer } from "./answer-cache.ts";
import type { ChosenAudience } from "./chosen-audience.ts";

/** Beyond the videos' own length: consent, camera check, calibration, and a stall or two. */
const ALLOWANCE_MS = 10 * 60_000;

/** An open session that started after this may still be watched, unless its page said that it ended; an older one has been left. */
export function watchingSince(videos: readonly { durationMs: number }[], now = Date.now()): Date {
  return new Date(now - ALLOWANCE_MS - videos.reduce((sum, { durationMs }) => sum + durationMs, 0));
}

/** How a page's selection reads expressions. */
export function readingOf(query: Pick<OverviewQuery, "basis" | "measure" | "threshold">): Reading {
  return { basis: query.basis, threshold: query.measure === "share" ? query.threshold : null };
}

export interface TrackQuestion<J extends JobName> {
  job: J;
  campaign: { id: number; videos: readonly { id: number; durationMs: number }[] };
  audience: ChosenAudience;
  /** One video, or the two that are compared. */
  videoIds: readonly [number] | readonly [number, number];
  question: Jobs[J]["question"];
}

/** The seed of everything random about a question: the same question about the same campaign draws the same. */
export function seedOf(campaignId: number, ...parts: readonly (string | number)[]): string {
  return ["campaign", campaignId, ...parts].join("/");
}

/** From so many viewers on, an answer may lack what came in the last half minute; of fewer each second shows. */
const LAG_FROM_SESSIONS = 1_000;

/** Computes an answer from tracks beside the event loop; kept until a number behind it may have changed. */
export async function answerFromTracks<J extends JobName>(
  db: Database,
  { job, campaign, audience, videoIds, question }: TrackQuestion<J>,
): Promise<Jobs[J]["answer"]> {
  const since = watchingSince(campaign.videos);
  const mark = await readWatermark(db, campaign.id, videoIds, since);
  const { cellIds, segment } = audience;
  const key = JSON.stringify([job, campaign.id, videoIds, cellIds, segment, question]);
  return cachedAnswer(key, { mark, mayLag: audience.sessions >= LAG_FROM_SESSIONS }, () => {
    const condition = audience.byCells ? null : segment;
    const shown = campaign.videos.filter(({ id }) => videoIds.includes(id));
    const filter = { campaignId: campaign.id, cellIds, segment: condition };
    const pages = jobPages(db, filter, videoIds, since, sessionsAPage(shown));
    return computePool().run(job, question, pages);
  });
}

/** Viewer-seconds that are unpacked at a stretch: some milliseconds of the server's thread, however long a film is. */
const SECONDS_A_PAGE = 12_000;

function sessionsAPage(videos: readonly { durationMs: number }[]): number {
  const longest = Math.max(1, ...videos.map(({ durationMs }) => measuredSeconds(durationMs)));
  return Math.max(5, Math.min(400, Math.floor(SECONDS_A_PAGE / longest)));
}

async function* jobPages(
  db: Database,
  filter: Omit<Parameters<typeof readTrackPages>[1], "videoId">,
  videoIds: readonly number[],
  since: Date,
  pageLength: number,
): AsyncGenerator<JobPage> {
  for (const [i, videoId] of videoIds.entries()) {
    for await (const stored of readTrackPages(db, { ...filter, videoId }, pageLength)) {
      const states = stored.finished.map((finished, viewer) =>
        finished ? FINISHED : mayBeWatching(stored, viewer, since) ? WATCHING : 0,
      );
      const { sessionIds, starts, words } = stored;
      yield { video: i === 0 ? 0 : 1, page: { sessionIds, states, starts, words } };
    }
  }
}

/** Of a viewer who has not finished; the same as lib/storage/may-be-watching.ts says. */
function mayBeWatching({ left, startedMs }: StoredTrackPage, viewer: number, since: Date): boolean {
  return left[viewer] === 0 && startedMs[viewer]! >= since.getTime();
}
