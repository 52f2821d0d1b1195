import { createHash } from "node:crypto";
import { type Calibration, calibrate } from "#lib/analytics/baseline.ts";
import { addPacked, subtractPacked } from "#lib/analytics/combine-packed.ts";
import { seededRandom } from "#lib/analytics/seeded-random.ts";
import { viewerSecond } from "#lib/analytics/viewer-second.ts";
import { consentText } from "#lib/consent/consent-text.ts";
import { gradeSession } from "#lib/ingest/grade-session.ts";
import { decodeBatch, encodeBatch } from "#lib/protocol/batch-codec.ts";
import type { CutPlan } from "#lib/protocol/campaign-setup.ts";
import { packViewerSecond, type ViewerSecond } from "#lib/protocol/viewer-second.ts";
import { appendBatches, type NewBatch } from "#lib/storage/append-batches.ts";
import { closeAbandonedSessions } from "#lib/storage/close-abandoned.ts";
import { compactSession } from "#lib/storage/compact-session.ts";
import { keepConsentText } from "#lib/storage/consent-records.ts";
import { newReceipt } from "#lib/storage/create-session.ts";
import type { Database } from "#lib/storage/database.ts";
import { excludeSession } from "#lib/storage/exclude-session.ts";
import { finishSession } from "#lib/storage/finish-session.ts";
import { foldVideo } from "#lib/storage/fold-video.ts";
import { registerWriter } from "#lib/storage/register-writer.ts";
import { HALDEN_RESPONSES, type Response } from "./expression-response.ts";
import { syntheticViewing } from "./synthetic-batches.ts";

/** Both cuts move viewers as the demo film does; the second one makes them happier in the middle. */
export const TWO_CUTS = {
  slug: "two-cuts",
  title: "Halden, two cuts",
  filmSeconds: 30,
  viewers: 80,
  cuts: ["Cut A, as it was", "Cut B, longer embrace"],
  /** Seconds in which the effect lasts. */
  effect: { from: 11, to: 16 },
  exclusionReason: "Watched together with somebody else",
} as const;

/** The same cuts, of which the second one lacks the film's last ten seconds. */
export const SHORTENED_CUT = {
  slug: "shortened-cut",
  title: "Halden, shortened",
  viewers: 60,
  filmSeconds: [30, 20],
} as const;

const EFFECT: Response = {
  expression: "happy",
  startMs: 10_500,
  riseMs: 800,
  holdMs: 4_000,
  fadeMs: 800,
  strength: 3.4,
};
const RESPONSES = [HALDEN_RESPONSES, [...HALDEN_RESPONSES, EFFECT]] as const;
const AGES = ["18–34", "35–54", "55+"];
const GENDERS = ["female", "male"];
const VARIABLES = [
  { key: "age_band", title: "Age band", values: AGES },
  { key: "gender", title: "Gender", values: GENDERS },
];
const USER_AGENTS = [
  "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/140.0 Safari/537.36",
  "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Mobile/15E148 Safari/604.1",
  "Mozilla/5.0 (Linux; Android 15; SM-X910) AppleWebKit/537.36 Chrome/140.0 Safari/537.36",
];

/** One invented viewer, as the database has them and as a plain computation counts them. */
export interface CutViewer {
  publicId: string;
  cut: 0 | 1;
  age: string;
  gender: string;
  userAgent: string;
  finished: boolean;
  excluded: boolean;
  /** From second 0; a viewer who left has fewer. */
  seconds: ViewerSecond[];
}

interface PlayedViewer extends CutViewer {
  calibration: Calibration;
  /** Wire bytes of the calibration and of the film, in order. */
  calm: Uint8Array[];
  film: Uint8Array[];
}

/** Who is invented: how many viewers, and how long each cut is. The slug is what they are drawn from. */
interface Invented {
  slug: string;
  viewers: number;
  filmSeconds: readonly [number, number];
}

const BOTH_WHOLE: Invented = { ...TWO_CUTS, filmSeconds: [TWO_CUTS.filmSeconds, TWO_CUTS.filmSeconds] };

/** The audience: the first is shown cut A, the second cut B, and so on. The same question is always answered the same. */
export function twoCutsAudience(invented: Invented = BOTH_WHOLE): CutViewer[] {
  return played(invented).map(({ calibration: _, calm: _calm, film: _film, ...viewer }) => viewer);
}

function played({ slug, viewers, filmSeconds }: Invented): PlayedViewer[] {
  return Array.from({ length: viewers }, (_, i): PlayedViewer => {
    const seed = `${slug}/viewer/${i}`;
    const random = seededRandom(`${seed}/who`);
    const pick = <T>(values: readonly T[]) => values[Math.floor(random.uniform() * values.length)]!;
    const cut = i % 2 === 0 ? 0 : 1;
    const viewing = syntheticViewing(seed, filmSeconds[cut] * 1_000, RESPONSES[cut]);
    const calibration = calibrate(viewing.calibration.map((batch) => decodeBatch(encodeBatch(batch))));
    const film = viewing.film.map((batch) => encodeBatch(batch));
    return {
      publicId: uuidOf(seed),
      cut,
      age: pick(AGES),
      gender: pick(GENDERS),
      userAgent: pick(USER_AGENTS),
      finished: viewing.finishes,
      excluded: i % 29 === 28,
      seconds: film.map((bytes, second) =>
        viewerSecond(decodeBatch(bytes).samples, second, calibration.baseline),
      ),
      calibration,
      calm: viewing.calibration.map((batch) => encodeBatch(batch)),
      film,
    };
  });
}

/**
 * The campaign of that audience in an organisation, closed sessions and all, as a finished fieldwork leaves it: what was
 * sent, viewer-seconds, sums, tracks, grades, exclusions. `filmUrl` is what the studio plays of both cuts.
 */
export async function storeTwoCuts(
  db: Database,
  organisationId: number,
  {
    viewers = TWO_CUTS.viewers as number,
    slug = TWO_CUTS.slug as string,
    title = TWO_CUTS.title as string,
    filmUrl = "/demo/halden.mp4",
    cutPlan = "oneEach" as CutPlan,
    filmSeconds = BOTH_WHOLE.filmSeconds,
  } = {},
): Promise<{ campaignId: number; videoIds: number[] }> {
  const audience = played({ slug, viewers, filmSeconds });
  const campaign = await db.campaign.create({
    data: {
      organisationId,
      slug,
      title,
      purpose: "We want to know which of two cuts of a short advertising film people enjoy more.",
      status: "live",
      attestedAt: new Date(),
      cutPlan,
      segmentVariables: VARIABLES,
      // Who counts is decided by the audience alone.
      quality: { lowestGrade: 1 },
      videos: {
        create: TWO_CUTS.cuts.map((cut, i) => ({
          title: cut,
          url: filmUrl,
          mimeType: "video/mp4",
          durationMs: filmSeconds[i]! * 1_000,
          width: 1280,
          height: 720,
          position: i + 1,
        })),
      },
      cells: {
        create: AGES.flatMap((age_band) =>
          GENDERS.map((gender) => ({
            simulated: true,
            engineVersion: "synthetic-1",
            variables: { age_band, gender },
            variablesKey: JSON.stringify({ age_band, gender }),
          })),
        ),
      },
    },
    include: {
      videos: { orderBy: { position: "asc" } },
      cells: { orderBy: { id: "asc" } },
      organisation: true,
    },
  });
  const text = consentText(campaign);
  await keepConsentText(db, text);
  const videoIds = campaign.videos.map(({ id }) => id);
  const cellOf = ({ age, gender }: CutViewer) =>
    campaign.cells[AGES.indexOf(age) * GENDERS.length + GENDERS.indexOf(gender)]!.id;
  const begunMs = Date.now() - 24 * 3_600_000;
  await db.session.createMany({
    data: audience.map((viewer, i) => ({
      publicId: viewer.publicId,
      campaignId: campaign.id,
      cellId: cellOf(viewer),
      simulated: true,
      keySha256: createHash("sha256").update(viewer.publicId).digest(),
      startedAt: new Date(begunMs + i * 60_000),
      calibratedAt: new Date(begunMs + i * 60_000 + 10_000),
      device: { userAgent: viewer.userAgent },
      baseline: [...(viewer.calibration.baseline ?? [])],
      baselineRefusal: viewer.calibration.refusal,
      facingPose: Object.values(viewer.calibration.facingPose ?? {}),
    })),
  });
  const stored = await db.session.findMany({
    where: { campaignId: campaign.id },
    select: { id: true, publicId: true },
  });
  const idOf = new Map(stored.map(({ id, publicId }) => [publicId, id]));
  const sessions = audience.map((viewer) => ({ ...viewer, id: idOf.get(viewer.publicId)! }));
  await db.sessionStimulus.createMany({
    data: sessions.map(({ id, cut }) => ({ sessionId: id, segment: 1, videoId: videoIds[cut]! })),
  });
  await db.consentRecord.createMany({
    data: sessions.map(({ id }) => ({
      campaignId: campaign.id,
      textSha256: text.sha256,
      decision: "granted" as const,
      receipt: newReceipt(),
      sessionId: id,
    })),
  });
  const rows = sessions.flatMap(({ id, cut, calm, film, seconds }): NewBatch[] => [
    ...calm.map((payload, second) => ({
      ...{ sessionId: id, segment: 0, second, videoId: 0, payload },
      values: new Uint8Array(),
    })),
    ...film.map((payload, second) => ({
      ...{ sessionId: id, segment: 1, second, videoId: videoIds[cut]!, payload },
      values: packViewerSecond(seconds[second]!),
    })),
  ]);
  const writer = await registerWriter(db);
  for (let at = 0; at < rows.length; at += 500) {
    await appendBatches(db, writer, BigInt(at + 1), rows.slice(at, at + 500));
  }
  for (const videoId of videoIds) await foldVideo(db, videoId, addPacked);
  for (const { id, finished, excluded } of sessions) {
    if (finished) await finishSession(db, id);
    if (finished) await gradeSession(db, id);
    if (excluded) await excludeSession(db, id, TWO_CUTS.exclusionReason, subtractPacked, "Owner");
  }
  await closeAbandonedSessions(db, new Date(Date.now() - 3_600_000));
  for (const { id } of sessions) await compactSession(db, id);
  return { campaignId: campaign.id, videoIds };
}

/** A name of the shape that the database wants, of a text. */
function uuidOf(text: string): string {
  const hex = createHash("sha256").update(text).digest("hex");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
