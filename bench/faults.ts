import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { argv } from "node:process";
import { setTimeout as delay } from "node:timers/promises";
import { type SeededRandom, seededRandom } from "#lib/analytics/seeded-random.ts";
import { shareSecret } from "#lib/auth/secret.ts";
import { mintTicket } from "#lib/auth/session-ticket.ts";
import { ensureBuild } from "#lib/server/build.mjs";
import { type OpenDatabase, openDatabase } from "#lib/storage/database.ts";
import { HALDEN_RESPONSES } from "#lib/testing/expression-response.ts";
import { type FaultPlan, startFaultProxy } from "#lib/testing/fault-proxy.ts";
import { createFieldwork, createSession, type Fieldwork } from "#lib/testing/fieldwork.ts";
import { freePort } from "#lib/testing/free-port.ts";
import { type ProductionServer, productionServer } from "#lib/testing/production-server.ts";
import { type StreamingViewer, streamingViewer } from "#lib/testing/streaming-viewer.ts";
import { syntheticViewing } from "#lib/testing/synthetic-batches.ts";
import { startThrowawayPostgres, type ThrowawayPostgres } from "#lib/testing/throwaway-postgres.ts";
import { countFaults, type WatchedSession } from "./faults-count.ts";
import { machine, versions } from "./machine.ts";

const VIEWERS_A_ROUND = 24;
const FILM_MS = 15_000;
const BATCH_EVERY_MS = 250;
/** A round's last batch must be acknowledged this long after everything is back. */
const PATIENCE_MS = 90_000;
/** A browser on a bad hotel's network, in both directions; a round draws how bad. */
const WORST: FaultPlan = {
  toServer: { delayMs: [0, 120], cut01: 0.02, repeat01: 0.25, bytesPerSecond: 60_000 },
  toClient: { delayMs: [0, 120], cut01: 0.02, repeat01: 0.1, bytesPerSecond: 60_000 },
};

/**
 * Viewers stream through a network that delays, cuts, repeats and throttles, while the production server (and in
 * every other round its Postgres, too) is killed with -9 and started again: `--rounds N`, 20 unless said. The
 * viewers are the product's own uplink with a store in memory. At the end every number must be 0: batches that were
 * acknowledged and are not stored, that are counted twice, that no viewer could send, and sums that differ.
 */
export async function run(): Promise<object> {
  const measuredOn = machine();
  const rounds = roundsAsked();
  await ensureBuild();
  const folder = mkdtempSync(join(tmpdir(), "reactline-faults-"));
  const postgres = await startThrowawayPostgres({ durable: true });
  const secret = randomBytes(32).toString("hex");
  shareSecret(secret);
  const port = await freePort();
  const server = productionServer({
    PORT: String(port),
    DATA_DIR: folder,
    DATABASE_URL: postgres.adminUrl,
    SECRET: secret,
    SEED_DEMO: "0",
    LOG_LEVEL: "fatal",
    OWNER_PASSWORD: "a long enough password",
  });
  const proxy = await startFaultProxy({ serverPort: () => port, seed: "bench/faults", plan: WORST });
  const startedAtMs = Date.now();
  let opened: OpenDatabase | null = null;
  try {
    await server.start();
    opened = await openDatabase({ url: postgres.adminUrl });
    const fieldwork = await createFieldwork(opened.db, { sessions: 0, durationMs: FILM_MS, simulated: true });
    const watched: WatchedSession[] = [];
    let kills = 0;
    for (let round = 1; round <= rounds; round++) {
      const random = seededRandom(`bench/faults/${round}`);
      const viewers = await startViewers(opened, fieldwork, round, `http://127.0.0.1:${proxy.port}`);
      const ended = Promise.allSettled(viewers.map(({ viewer }) => viewer.done));
      kills += await disturb(random, server, round % 2 === 0 ? postgres : null);
      await Promise.race([ended, delay(PATIENCE_MS, undefined, { ref: false })]);
      for (const { viewer } of viewers) viewer.close();
      watched.push(...viewers);
      const sent = viewers.reduce((sum, { viewer }) => sum + viewer.sent.size, 0);
      const unsent = viewers.reduce(
        (sum, { viewer }) => sum + viewer.sent.size - viewer.acknowledged.size,
        0,
      );
      console.log(
        `Round ${round}: ${sent} batches of ${viewers.length} viewers, ${unsent} unsent; ${proxy.done.cuts} cuts and ${proxy.done.repeats} repetitions so far; ${Math.round((Date.now() - startedAtMs) / 1000)} s.`,
      );
    }
    const counted = await countFaults(opened.db, fieldwork.videoId, watched);
    return {
      bench: "faults",
      rounds,
      ...counted,
      kills,
      cuts: proxy.done.cuts,
      repeats: proxy.done.repeats,
      connections: proxy.done.connections,
      viewersARound: VIEWERS_A_ROUND,
      seconds: Math.round((Date.now() - startedAtMs) / 1000),
      database: "Postgres",
      machine: measuredOn,
      versions: versions("socket.io", "@prisma/client", "pg"),
    };
  } catch (error) {
    console.error(server.output());
    throw error;
  } finally {
    await proxy.close();
    await server.kill();
    await opened?.close().catch(() => {});
    await postgres.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

function roundsAsked(): number {
  const given = argv[argv.indexOf("--rounds") + 1];
  const rounds = argv.includes("--rounds") ? Number(given) : 20;
  if (!Number.isInteger(rounds) || rounds < 1) throw new Error("Say how many: --rounds 20");
  return rounds;
}

async function startViewers(
  { db }: OpenDatabase,
  fieldwork: Fieldwork,
  round: number,
  origin: string,
): Promise<WatchedSession[]> {
  const viewers: WatchedSession[] = [];
  for (let index = 0; index < VIEWERS_A_ROUND; index++) {
    const sessionId = await createSession(db, fieldwork, { calibrated: false, simulated: true });
    const claims = { sessionId, publicId: "faults", campaignId: fieldwork.campaignId };
    const { calibration, film } = syntheticViewing(`faults/${round}/${index}`, FILM_MS, HALDEN_RESPONSES);
    const viewer: StreamingViewer = streamingViewer({
      origin,
      ticket: () => mintTicket(claims),
      firstTicket: await mintTicket(claims),
      calibration,
      film,
      batchEveryMs: BATCH_EVERY_MS,
    });
    viewers.push({ sessionId, viewer });
  }
  return viewers;
}

/** While the viewers stream: kills, waits, starts again. Answers how many processes it killed. */
async function disturb(
  random: SeededRandom,
  server: ProductionServer,
  postgres: ThrowawayPostgres | null,
): Promise<number> {
  const within = async (ms: number) => delay(random.uniform() * ms);
  const disturbServer = async () => {
    await within(4_000);
    await server.kill();
    await within(1_000);
    await server.start();
  };
  const disturbPostgres = async () => {
    await within(4_000);
    await postgres?.kill();
    await within(1_000);
    await postgres?.start();
  };
  await Promise.all([disturbServer(), postgres && disturbPostgres()]);
  return postgres ? 2 : 1;
}
