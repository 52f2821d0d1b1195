import { packSums } from "#lib/analytics/pack-sums.ts";
import { SumsTally } from "#lib/analytics/sums-tally.ts";
import { FINISHED, type TrackPage } from "#lib/analytics/track-page.ts";
import { viewerSecond } from "#lib/analytics/viewer-second.ts";
import { ENGINES } from "#lib/protocol/sample.ts";
import { lossBits, packViewerSecond, VIEWER_SECOND_WORDS } from "#lib/protocol/viewer-second.ts";
import { packViewerTrack, viewerTrackSeconds } from "#lib/protocol/viewer-track.ts";
import type { Database } from "#lib/storage/database.ts";
import { trackSeconds } from "#lib/storage/packed-sessions.ts";
import { type SeededCampaign, SYNTHETIC_ENGINE, seedCampaign } from "./seed-sessions.ts";
import { syntheticSeconds } from "./synthetic-seconds.ts";

const PEOPLE = 60;
/** So many who came one after another have seen the same cut: every cell and everybody who is played see each. */
const VIEWERS_IN_A_ROW = 120;
const BASELINE = [300, 200, 200, 800, 7_900, 400, 200];
const GENDERS = ["woman", "man"] as const;
const AGES = ["18-29", "30-44", "45-59", "60+"] as const;
const COUNTRIES = ["NO", "DE", "FR"] as const;

/** Every combination of three variables, as the cells of a campaign. */
const CELLS = GENDERS.flatMap((gender) =>
  AGES.flatMap((age) => COUNTRIES.map((country) => ({ age, country, gender }))),
);

/**
 * A finished campaign of `sessions` simulated viewers as it is in the database after its compaction: sessions with
 * their tracks, and the audience's sums of them in 24 cells. Invented viewers are played by many; written by the
 * database itself, so that 100,000 take seconds. With several cuts each viewer has seen one of them.
 */
export async function seedAudience(
  db: Database,
  organisationId: number,
  sessions: number,
  seconds: number,
  cuts = 1,
): Promise<SeededCampaign> {
  const campaign = await seedCampaign(db, organisationId, seconds * 1000, CELLS);
  const { campaignId, cellIds } = campaign;
  const videoIds = await withMoreCuts(db, campaign, cuts);
  const engine = ENGINES[SYNTHETIC_ENGINE]!.version;
  await db.$executeRaw`
    INSERT INTO "Session" ("publicId", "campaignId", "cellId", state, simulated, "keySha256", "startedAt",
      "finishedAt", "closedAt", baseline, "facingPose", "calibratedAt", device)
    SELECT gen_random_uuid(), ${campaignId}::int, (${cellIds}::int[])[1 + i % ${cellIds.length}::int], 'finished', true,
      sha256(convert_to(${campaignId}::int || '/' || i, 'UTF8')), now() - i * interval '1 second', now(), now(), ${BASELINE}::int[], '{0,0}',
      now(), jsonb_build_object('userAgent', CASE WHEN i % 3 = 0
        THEN 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Mobile/15E148 Safari/604.1'
        ELSE 'Mozilla/5.0 (X11; Linux x86_64) Chrome/140.0 Safari/537.36' END, 'engine', ${engine}::text)
    FROM generate_series(0, ${sessions - 1}::int) AS i`;
  await db.$executeRaw`
    INSERT INTO "SessionStimulus" ("sessionId", segment, "videoId")
    SELECT id, 1, (${videoIds}::int[])[1 + id / ${VIEWERS_IN_A_ROW}::int % ${cuts}::int] FROM "Session"
    WHERE "campaignId" = ${campaignId}::int`;
  const tracks = Array.from({ length: PEOPLE }, (_, i) => trackOf(`audience/${i}`, seconds));
  await db.$executeRaw`
    INSERT INTO "ViewerTrack" ("sessionId", segment, "videoId", payload)
    SELECT s.id, 1, (${videoIds}::int[])[1 + s.id / ${VIEWERS_IN_A_ROW}::int % ${cuts}::int], p.payload
    FROM "Session" s JOIN unnest(${tracks}::bytea[]) WITH ORDINALITY AS p(payload, place)
      ON p.place = 1 + s.id % ${PEOPLE}::int
    WHERE s."campaignId" = ${campaignId}::int`;
  const losses = tracks.map((track) => lossBits(trackSeconds(track).map(({ values }) => values)));
  await db.$executeRaw`
    UPDATE "Session" SET "lossBits" = (${losses}::int[])[1 + id % ${PEOPLE}::int]
    WHERE "campaignId" = ${campaignId}::int`;
  for (const [cut, videoId] of videoIds.entries()) {
    const sawIt = (id: number) => Math.floor(id / VIEWERS_IN_A_ROW) % cuts === cut;
    await writeSums(db, { ...campaign, videoId }, tracks, seconds, sawIt);
  }
  await db.$executeRaw`ANALYZE`;
  return campaign;
}

/** The videos of a campaign once it has so many, each as long as the first. */
async function withMoreCuts(
  db: Database,
  { campaignId, videoId }: SeededCampaign,
  cuts: number,
): Promise<number[]> {
  const { id: _, position, ...first } = await db.video.findUniqueOrThrow({ where: { id: videoId } });
  for (let i = 1; i < cuts; i++) {
    await db.video.create({ data: { ...first, campaignId, title: `Cut ${i + 1}`, position: position + i } });
  }
  const videos = await db.video.findMany({
    where: { campaignId },
    orderBy: { position: "asc" },
    select: { id: true },
  });
  return videos.map(({ id }) => id);
}

function trackOf(seed: string, seconds: number): Uint8Array<ArrayBuffer> {
  return packViewerTrack(
    new Map(
      syntheticSeconds(seed, seconds).map(({ samples, second }) => [
        second,
        packViewerSecond(viewerSecond(samples, second, BASELINE)),
      ]),
    ),
  );
}

/** One viewer alone, as tracks are summed. */
function pageOf(track: Uint8Array): TrackPage {
  const words = new Int16Array(viewerTrackSeconds(track).buffer);
  return {
    sessionIds: Int32Array.of(1),
    states: Uint8Array.of(FINISHED),
    starts: Uint32Array.of(0, words.length / VIEWER_SECOND_WORDS.length),
    words,
  };
}

async function writeSums(
  db: Database,
  { campaignId, videoId, cellIds }: SeededCampaign,
  tracks: readonly Uint8Array[],
  seconds: number,
  sawIt: (sessionId: number) => boolean,
): Promise<void> {
  const pages = tracks.map(pageOf);
  for (const cellId of cellIds) {
    const viewers = await db.session.findMany({ where: { campaignId, cellId }, select: { id: true } });
    const total = new SumsTally(seconds);
    for (const { id } of viewers) if (sawIt(id)) total.add(pages[id % PEOPLE]!);
    await db.audienceSecond.createMany({
      data: total
        .finish()
        .map((sums, second) => ({ videoId, cellId, second, n: sums.n, sums: packSums(sums) })),
    });
  }
}
