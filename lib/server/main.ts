import next from "next";
import { Server } from "socket.io";
import { shareSecret } from "#lib/auth/secret.ts";
import { verifyTicket } from "#lib/auth/session-ticket.ts";
import { verifyStudioCookie } from "#lib/auth/studio-cookie.ts";
import { shareComputePool } from "#lib/compute/compute-pool.ts";
import { createComputePool } from "#lib/compute/create-compute-pool.ts";
import { createFold } from "#lib/ingest/fold.ts";
import { createGroupCommit } from "#lib/ingest/group-commit.ts";
import { attachCapture } from "#lib/ingest/socket-server.ts";
import { attachStudio } from "#lib/ingest/studio-channel.ts";
import { compactionJob } from "#lib/jobs/compact-sessions.ts";
import { destroyDeletedJob, removeUploadsJob } from "#lib/jobs/destroy-deleted.ts";
import { destroyExpiredJob } from "#lib/jobs/destroy-expired-job.ts";
import { startSchedule } from "#lib/jobs/schedule.ts";
import { sweepVideosJob } from "#lib/jobs/sweep-videos.ts";
import { LARGEST_MESSAGE_BYTES, SOCKET_PATH } from "#lib/protocol/capture-events.ts";
import { serverParser } from "#lib/protocol/socket-parser.ts";
import { openDatabase, shareDatabase } from "#lib/storage/database.ts";
import { findCampaignBySlug } from "#lib/storage/find-campaign.ts";
import { registerWriter } from "#lib/storage/register-writer.ts";
import { videoStore } from "#lib/storage/video-store.ts";
import { seedDemo } from "../../prisma/seed.ts";
import { outliveReaders, progressLine, say, sayWhereToGo } from "./announce.ts";
import { env, publicUrl, tellNextAuth } from "./env.ts";
import { makeFirstOwner } from "./first-run.ts";
import { settleForwardedHeaders } from "./forwarded-headers.ts";
import { listen } from "./http-listener.ts";
import { log } from "./log.ts";
import { loadSecret } from "./secret.ts";
import { secureHeaders } from "./security-headers.ts";
import { stopOnSignal } from "./stop-on-signal.ts";

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
  const https = publicUrl().startsWith("https:");
  serve((request, response) => {
    settleForwardedHeaders(request, config.TRUST_PROXY);
    secureHeaders(request, response, { dev, https });
    void handle(request, response);
  });

  const io = new Server(server, {
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
  const groupCommit = createGroupCommit(opened.db, await registerWriter(opened.db), { log: log() });
  const detachCapture = attachCapture(io, { db: opened.db, verifyTicket, log: log(), groupCommit, fold });
  const detachStudio = attachStudio(io, { db: opened.db, verifyStudioCookie, fold, log: log() });

  const jobs = [
    destroyDeletedJob(opened.db, videoStore()),
    destroyExpiredJob(opened.db),
    removeUploadsJob(),
    compactionJob(opened.db),
    sweepVideosJob(opened.db, videoStore()),
  ];
  const stopJobs = startSchedule(opened.db, jobs, log());

  stopOnSignal(async () => {
    say("\nStopping: storing what was received …");
    detachCapture();
    detachStudio();
    await io.close();
    await groupCommit.close();
    await stopJobs();
    await fold.close();
    await pages.close();
    await compute.close();
    await opened.close();
  });

  if (config.SEED_DEMO) {
    try {
      await seedDemo({
        db: opened.db,
        url: `http://127.0.0.1:${config.PORT}`,
        log: log(),
        onProgress: progressLine("Demo campaign: simulated viewers"),
        viewers: config.DEMO_VIEWERS,
      });
    } catch (error) {
      // Everything else works without it, and the next start goes on where this one ended.
      log().error({ err: error }, "the demo campaign could not be completed");
      say("  The demo campaign could not be completed; the next start tries again.");
    }
  }
  sayWhereToGo(publicUrl(), owner, (await findCampaignBySlug(opened.db, "demo")) !== null);
}

const FOR_PEOPLE = [
  "EnvError",
  "PortUnavailableError",
  "DataDirLockedError",
  "DatabaseUnavailableError",
  "VideoStoreUnavailableError",
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
