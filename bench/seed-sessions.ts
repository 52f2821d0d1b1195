import { createHash, randomUUID } from "node:crypto";
import type { SessionMeasures } from "#lib/protocol/quality.ts";
import { ENGINES } from "#lib/protocol/sample.ts";
import { newReceipt } from "#lib/storage/create-session.ts";
import type { Database } from "#lib/storage/database.ts";

export interface SeededCampaign {
  campaignId: number;
  videoId: number;
  /** One for each of the cells asked for. */
  cellIds: number[];
}

export const SYNTHETIC_ENGINE = ENGINES.findIndex(({ version }) => version === "synthetic-1");
/** Of a calm face, in EXPRESSIONS order. */
const BASELINE = [300, 200, 200, 800, 7_900, 400, 200];
const SESSIONS_A_STATEMENT = 1_000;

/** A live campaign with one video, and a cell for each of `cells`, all simulated. */
export async function seedCampaign(
  db: Database,
  organisationId: number,
  durationMs: number,
  cells: readonly Record<string, string>[] = [{}],
): Promise<SeededCampaign> {
  const engineVersion = ENGINES[SYNTHETIC_ENGINE]!.version;
  const campaign = await db.campaign.create({
    data: {
      organisationId,
      slug: randomUUID(),
      title: "Benchmark",
      purpose: "A benchmark",
      status: "live",
      videos: {
        create: {
          title: "Film",
          url: "/film.webm",
          mimeType: "video/webm",
          durationMs,
          width: 640,
          height: 360,
        },
      },
      cells: {
        create: cells.map((variables) => ({
          simulated: true,
          engineVersion,
          variables,
          variablesKey: JSON.stringify(variables),
        })),
      },
    },
    include: { videos: true, cells: { orderBy: { id: "asc" } } },
  });
  return {
    campaignId: campaign.id,
    videoId: campaign.videos[0]!.id,
    cellIds: campaign.cells.map(({ id }) => id),
  };
}

/**
 * Calibrated simulated sessions with all that a real one has in the database: stimulus, consent, device. Session
 * i belongs to cell i modulo their number.
 */
export async function seedSessions(
  db: Database,
  { campaignId, videoId, cellIds }: SeededCampaign,
  count: number,
  state: "open" | "finished" = "open",
): Promise<{ id: number; publicId: string }[]> {
  const body = "I agree that my expressions are measured.";
  const textSha256 = createHash("sha256").update(body).digest("hex");
  const text = { sha256: textSha256, version: "bench", locale: "en", body };
  await db.consentText.createMany({ data: text, skipDuplicates: true });
  const sessions: { id: number; publicId: string }[] = [];
  for (let from = 0; from < count; from += SESSIONS_A_STATEMENT) {
    const made = await db.session.createManyAndReturn({
      data: Array.from({ length: Math.min(SESSIONS_A_STATEMENT, count - from) }, (_, i) => ({
        publicId: randomUUID(),
        campaignId,
        cellId: cellIds[(from + i) % cellIds.length]!,
        state,
        finishedAt: state === "finished" ? new Date() : null,
        simulated: true,
        keySha256: createHash("sha256")
          .update(`${campaignId}/${from + i}`)
          .digest(),
        ...(state === "finished" && { grade: 1 + ((from + i) % 6), measures: measuresOf(from + i) }),
        baseline: BASELINE,
        facingPose: [0, 0],
        calibratedAt: new Date(),
        device: {
          userAgent: "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/140.0 Safari/537.36",
        },
      })),
      select: { id: true, publicId: true },
    });
    await db.sessionStimulus.createMany({
      data: made.map(({ id }) => ({ sessionId: id, segment: 1, videoId })),
    });
    await db.consentRecord.createMany({
      data: made.map(({ id }) => ({
        campaignId,
        textSha256,
        decision: "granted" as const,
        receipt: newReceipt(),
        sessionId: id,
      })),
    });
    sessions.push(...made);
  }
  return sessions;
}

/** What a session's grade was computed from: no two neighbours alike. */
function measuresOf(session: number): SessionMeasures {
  const validSeconds = 10 + (session % 21);
  return {
    seconds: 30,
    validSeconds,
    coverage: validSeconds / 30,
    samplesPerSecond: 14.6,
    brightness: 0.47,
    contrast: 0.21,
    faceSize: 0.31,
    mouthOpening: 0.04,
    blinksPerMinute: 12,
    stalledMs: 0,
    stalledShare: 0,
    tabSwitches: 0,
    trackBreaks: 0,
    baselineRefusal: null,
    memoryStorage: false,
  };
}
