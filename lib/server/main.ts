import next from "next";
import { Server } from "socket.io";
import { shareSecret } from "#lib/auth/secret.ts";
import { verifyTicket } from "#lib/auth/session-ticket.ts";
import { verifyStudioCookie } from "#lib/auth/studio-cookie.ts";
import { connectRedis } from "#lib/cluster/connect-redis.ts";
import { redisAdapter } from "#lib/cluster/redis-adapter.ts";
import { shareRedis } from "#lib/cluster/shared-redis.ts";
import { shareComputePool } from "#lib/compute/compute-pool.ts";
import { createComputePool } from "#lib/compute/create-compute-pool.ts";
import { createFold } from "#lib/ingest/fold.ts";
import { createGroupCommit } from "#lib/ingest/group-commit.ts";
import { attachCapture } from "#lib/ingest/socket-server.ts";
import { attachStudio } from "#lib/ingest/studio-channel.ts";
import { compactionJob } from "#lib/jobs/compact-sessions.ts";
import { destroyDeletedJob, removeUploadsJob } from "#lib/jobs/destroy-deleted.ts";
import { destroyExpiredJob } from "#lib/jobs/destroy-expired-job.ts";
import { lossBitsJob } from "#lib/jobs/loss-bits-job.ts";
import { startSchedule } from "#lib/jobs/schedule.ts";
import { sweepVideosJob } from "#lib/jobs/sweep-videos.ts";
import {
  CAPTURE_NAMESPACE,
  LARGEST_MESSAGE_BYTES,
  SOCKET_PATH,
  STUDIO_NAMESPACE,
} from "#lib/protocol/capture-events.ts";
import { serverParser } from "#lib/protocol/socket-parser.ts";
import { openDatabase, shareDatabase } from "#lib/storage/database.ts";
import { findCampaignBySlug } from "#lib/storage/find-campaign.ts";
import { isReachable } from "#lib/storage/is-reachable.ts";
import { registerWriter } from "#lib/storage/register-writer.ts";
import { videoStore } from "#lib/storage/video-store.ts";
import { outliveReaders, say, sayWhereToGo } from "./announce.ts";
import { drain } from "./drain.ts";
import { env, publicUrl, tellNextAuth } from "./env.ts";
import { makeFirstOwner } from "./first-run.ts";
import { settleForwardedHeaders } from "./forwarded-headers.ts";
import { listen } from "./http-listener.ts";
import { log } from "./log.ts";
import { makeDemo } from "./make-demo.ts";
import { createMetrics } from "./metrics.ts";
import { answerOperations, type Operations } from "./operations.ts";
import { ignoreInvalidRange, refuseRangeOutside } from "./range-header.ts";
import { readiness } from "./readiness.ts";
import { loadSecret } from "./secret.ts";
import { secureHeaders } from "./security-headers.ts";
import { leftToNext, staticScripts } from "./static-scripts.ts";
import { stopOnSignal } from "./stop-on-signal.ts";

/** Of the 15 s that stopping may take: over this long viewers are sent to other processes, ms. */
const DRAIN_OVER_MS = 5_000;

/** Start everything on one port. Throws errors whose `message` is for the person at the terminal. */
async function main(): Promise<void> {
  outliveReaders();
  const config = env();
  const dev = config.NODE_ENV === "development";
  const { server, serve } = await listen(config.PORT, config.HOST);

  say(
    config.DATABASE_URL
      ? "Opening the database of DATABASE_URL …"
      : `Opening the database in ${config.dataDir} …`,
  );
  const opened = await openDatabase(
    config.DATABASE_URL ? { url: config.DATABASE_URL } : { dataDir: config.dataDir },
  );
  if (opened.kind === "embedded") {
    say("  Embedded Postgres: what is stored survives a crash of this program, not a loss of power.");
  }
  if (opened.migrated.length > 0) say(`  ${opened.migrated.length} migration(s) applied.`);
  const redis = config.REDIS_URL ? await connectRedis(config.REDIS_URL, log()) : undefined;
  if (redis) say("  Redis is there: limits and live updates are shared with the other processes.");
  shareRedis(redis);
  shareDatabase(opened.db);
  const compute = createComputePool();
  shareComputePool(compute);
  shareSecret(await loadSecret(config.SECRET, config.dataDir));
  tellNextAuth();
  const owner = await makeFirstOwner(opened.db, config);

  say("Starting the pages …");
  const pages = next({ dev, httpServer: server, hostname: config.HOST, port: config.PORT });
  await pages.prepare();
  const handle = pages.getRequestHandler();
  const scripts = dev ? leftToNext : staticScripts(".next");
  const refuseOutside = refuseRangeOutside("public");
  const https = publicUrl().startsWith("https:");
  let operations: Operations | null = null;
  serve((request, response) => {
    if (operations && answerOperations(request, response, operations)) return;
    settleForwardedHeaders(request, config.TRUST_PROXY);
    ignoreInvalidRange(request);
    secureHeaders(request, response, { dev, https });
    if (refuseOutside(request, response)) return;
    scripts(request, response, () => void handle(request, response));
  });

  const io = new Server(server, {
    ...(redis && { adapter: redisAdapter(redis) }),
    path: SOCKET_PATH,
    transports: ["websocket"],
    perMessageDeflate: false,
    parser: serverParser,
    serveClient: false,
    destroyUpgrade: false,
    maxHttpBufferSize: LARGEST_MESSAGE_BYTES,
    // A page of another site must not open a socket with our cookies.
    allowRequest: ({ headers }, done) => {
      const { origin, host } = headers;
      // A sandboxed page sends "null", which is no address: unparsed it would throw and end the process.
      done(null, origin === undefined || (URL.canParse(origin) && new URL(origin).host === host));
    },
  });
  await videoStore().check();
  const fold = createFold(opened.db, { log: log() });
  const metrics = createMetrics({
    viewersConnected: () => io.of(CAPTURE_NAMESPACE).sockets.size,
    studioConnected: () => io.of(STUDIO_NAMESPACE).sockets.size,
    batchesWaiting: () => groupCommit.waiting().rows,
    foldLagMs: () => fold.state().lagMs,
    redisUp: () => (redis ? redis.state() === "up" : null),
  });
  const { observer } = metrics;
  const groupCommit = createGroupCommit(opened.db, await registerWriter(opened.db), { log: log(), observer });
  const detachCapture = attachCapture(io, {
    db: opened.db,
    verifyTicket,
    log: log(),
    groupCommit,
    fold,
    observer,
  });
  const detachStudio = attachStudio(io, { db: opened.db, verifyStudioCookie, fold, log: log() });
  let draining = false;
  operations = {
    metrics,
    token: config.METRICS_TOKEN,
    readiness: () =>
      readiness({
        draining,
        database: () => isReachable(opened.db),
        fold: fold.state(),
        redis: redis?.state(),
      }),
  };

  const jobs = [
    destroyDeletedJob(opened.db, videoStore()),
    destroyExpiredJob(opened.db),
    removeUploadsJob(),
    compactionJob(opened.db),
    sweepVideosJob(opened.db, videoStore()),
    lossBitsJob(opened.db),
  ];
  const stopJobs = startSchedule(opened.db, jobs, log());

  stopOnSignal(async () => {
    draining = true;
    say("\nStopping: storing what was received …");
    await drain(server, io, DRAIN_OVER_MS);
    detachCapture();
    detachStudio();
    await io.close();
    await groupCommit.close();
    await stopJobs();
    await fold.close();
    await pages.close();
    await compute.close();
    await opened.close();
    redis?.close();
  });

  if (config.SEED_DEMO) await makeDemo(opened, config);
  sayWhereToGo(publicUrl(), owner, (await findCampaignBySlug(opened.db, "demo")) !== null);
}

const FOR_PEOPLE = [
  "EnvError",
  "PortUnavailableError",
  "DataDirLockedError",
  "DatabaseUnavailableError",
  "VideoStoreUnavailableError",
  "RedisUnavailableError",
];

main().catch((error: unknown) => {
  const message = error instanceof Error && FOR_PEOPLE.includes(error.name) ? error.message : null;
  process.stderr.write(
    message === null
      ? `Reactline could not start: ${error instanceof Error ? error.stack : String(error)}\n`
      : `Reactline cannot start. ${message}\n`,
  );
  process.exit(1);
});
