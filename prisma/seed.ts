import { seededRandom } from "#lib/analytics/seeded-random.ts";
import { mintTicket } from "#lib/auth/session-ticket.ts";
import { consentText } from "#lib/consent/consent-text.ts";
import { type SegmentVariable, segmentVariablesSchema } from "#lib/protocol/campaign-setup.ts";
import type { SessionEvent } from "#lib/protocol/session-events.ts";
import type { Logger } from "#lib/server/log.ts";
import { keepConsentText } from "#lib/storage/consent-records.ts";
import { createCampaign } from "#lib/storage/create-campaign.ts";
import { firstOrganisationId, hadDemo, rememberDemo } from "#lib/storage/create-organisation.ts";
import { createSession } from "#lib/storage/create-session.ts";
import type { Database } from "#lib/storage/database.ts";
import { type CampaignWithVideos, findCampaignBySlug } from "#lib/storage/find-campaign.ts";
import { readSimulatedSessions, type SimulatedSession } from "#lib/storage/read-simulated-sessions.ts";
import { noteSessionEvents } from "#lib/storage/session-events.ts";
import { HALDEN_RESPONSES } from "#lib/testing/expression-response.ts";
import { type SyntheticViewing, syntheticViewing } from "#lib/testing/synthetic-batches.ts";
import { runSyntheticViewer } from "#lib/testing/synthetic-viewer.ts";

export const DEMO_SLUG = "demo";
const AT_A_TIME = 12;

const FILM = {
  title: "Halden: mornings, brightened",
  url: "/demo/halden.mp4",
  mimeType: "video/mp4",
  durationMs: 30_000,
  width: 1280,
  height: 720,
} as const;

const SEGMENTS = [
  { key: "age_band", title: "Age band", values: ["18–34", "35–54", "55+"] },
  { key: "gender", title: "Gender", values: ["female", "male"] },
];

export interface SeedContext {
  db: Database;
  /** Origin of the server that already listens, http://127.0.0.1:3000. */
  url: string;
  log: Pick<Logger, "info">;
  onProgress(done: number, total: number): void;
  viewers: number;
  /** Viewers who stream at a time. */
  atATime?: number;
}

/**
 * Makes the demo campaign for the first organisation and has simulated viewers watch it through the socket
 * server. Run again after an interruption it continues: a viewer is known by its seed, and the server says
 * what it already has. A demo campaign that somebody has closed, deleted or freed of simulated viewers is left
 * alone.
 */
export async function seedDemo({
  db,
  url,
  log,
  onProgress,
  viewers,
  atATime = AT_A_TIME,
}: SeedContext): Promise<void> {
  const campaign = await demoCampaign(db);
  const [video] = campaign?.videos ?? [];
  if (campaign?.status !== "live" || campaign.simulatedRemovedAt !== null || !video) return;
  const textSha256 = await keptConsentText(db, campaign);
  const variables = segmentVariablesSchema.parse(campaign.segmentVariables);
  const known = new Map((await readSimulatedSessions(db, campaign.id)).map((s) => [s.userAgent, s]));
  const waiting = Array.from({ length: viewers }, (_, index) => `demo/viewer/${index + 1}`).filter(
    (seed) => !isComplete(known.get(userAgentOf(seed)), () => viewingOf(seed, video.durationMs)),
  );
  if (waiting.length === 0) return;

  const watch = async (seed: string) => {
    const viewing = viewingOf(seed, video.durationMs);
    const userAgent = userAgentOf(seed);
    const begun = known.get(userAgent);
    const { sessionId, publicId } = begun
      ? { sessionId: begun.id, publicId: begun.publicId }
      : await createSession(db, {
          campaignId: campaign.id,
          videoIds: [video.id],
          simulated: true,
          engineVersion: "synthetic-1",
          variables: segmentsOf(seed, variables),
          device: { userAgent },
          consentTextSha256: textSha256,
        });
    const ticket = await mintTicket({ sessionId, publicId, campaignId: campaign.id });
    await runSyntheticViewer({ url, ticket, viewing });
    if (!viewing.finishes) await noteSessionEvents(db, sessionId, [leaving(viewing)]);
  };
  let done = viewers - waiting.length;
  const lane = async () => {
    for (let seed = waiting.shift(); seed !== undefined; seed = waiting.shift()) {
      await watch(seed);
      onProgress(++done, viewers);
    }
  };
  const startedMs = Date.now();
  await allSettledOrThrow(
    Array.from({ length: atATime }, () =>
      lane().catch((error: unknown) => {
        waiting.length = 0;
        throw error;
      }),
    ),
  );
  log.info({ viewers, ms: Date.now() - startedMs }, "demo campaign seeded");
}

/** Rejects as Promise.all does, but only when nothing is under way any more. */
async function allSettledOrThrow(lanes: readonly Promise<void>[]): Promise<void> {
  await Promise.allSettled(lanes);
  await Promise.all(lanes);
}

const userAgentOf = (seed: string) => `Reactline synthetic viewer, seed ${seed}`;

const viewingOf = (seed: string, durationMs: number) => syntheticViewing(seed, durationMs, HALDEN_RESPONSES);

/** The group that an invented viewer belongs to, of what the campaign distinguishes. */
function segmentsOf(seed: string, variables: readonly SegmentVariable[]): Record<string, string> {
  const random = seededRandom(`${seed}/segments`);
  return Object.fromEntries(
    variables.map(({ key, values }) => [key, values[Math.floor(random.uniform() * values.length)] ?? ""]),
  );
}

/** What a page says that is closed early. */
function leaving({ calibration, film }: SyntheticViewing): SessionEvent {
  return { kind: "ended", atMs: (calibration.length + film.length) * 1_000, why: "left" };
}

/** A viewer who left never finishes: then all that they sent must be there. */
function isComplete(session: SimulatedSession | undefined, viewing: () => SyntheticViewing): boolean {
  if (session?.state !== "open") return session !== undefined;
  const { calibration, film, finishes } = viewing();
  return !finishes && session.batches === calibration.length + film.length;
}

async function demoCampaign(db: Database): Promise<CampaignWithVideos | null> {
  const existing = await findCampaignBySlug(db, DEMO_SLUG);
  if (existing) return existing;
  const organisationId = await firstOrganisationId(db);
  if (organisationId === null) throw new Error("the demo campaign needs an organisation first");
  if (await hadDemo(db, organisationId)) return null;
  await createCampaign(db, {
    organisationId,
    slug: DEMO_SLUG,
    title: "Halden launch film",
    purpose:
      "We want to know which moments of a short advertising film people enjoy, and which ones lose them, before it is shown to a wider audience.",
    attestedAt: new Date(),
    status: "live",
    segmentVariables: SEGMENTS,
    videos: [FILM],
  });
  await rememberDemo(db, organisationId);
  const made = await findCampaignBySlug(db, DEMO_SLUG);
  if (!made) throw new Error("the demo campaign is gone right after it was made");
  return made;
}

async function keptConsentText(db: Database, campaign: CampaignWithVideos): Promise<string> {
  const text = consentText(campaign);
  await keepConsentText(db, text);
  return text.sha256;
}
