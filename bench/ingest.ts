import { type ChildProcess, fork } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { parseArgs } from "node:util";
import { quantile } from "simple-statistics";
import { z } from "zod";
import { shareSecret } from "#lib/auth/secret.ts";
import { mintTicket } from "#lib/auth/session-ticket.ts";
import { compactSessions } from "#lib/jobs/compact-sessions.ts";
import { SERVER_ARGUMENTS } from "#lib/server/node-arguments.mjs";
import { type OpenDatabase, openDatabase, type Where } from "#lib/storage/database.ts";
import { foldBacklog } from "#lib/storage/fold-backlog.ts";
import { createPerson } from "#lib/testing/people.ts";
import { startThrowawayPostgres } from "#lib/testing/throwaway-postgres.ts";
import { countArrived } from "./count-arrived.ts";
import { type LoadOrder, type LoadReport, loadReportSchema } from "./load-messages.ts";
import { machine, versions } from "./machine.ts";
import { cpuMs, familyCpuMs, rssMb } from "./process-usage.ts";
import { startProductionServer } from "./production-server.ts";
import { type SeededCampaign, seedCampaign, seedSessions } from "./seed-sessions.ts";
import { lookAt, signedInCookie } from "./studio-look.ts";
import { tableSizes, totalBytes } from "./table-sizes.ts";

const CONNECTS_A_SECOND = 150;
const FINISHING = 40;
/** The bare server is as warm after this. */
const RAW_SECONDS = 30;
const FOLD_PATIENCE_MS = 30_000;

interface Setting {
  viewers: number;
  seconds: number;
  where: Where & ({ url: string } | { dataDir: string });
  /** Of Postgres; null when it is embedded. */
  databasePid: number | null;
  /** File for a processor profile of the server while viewers stream; it costs some of what is measured. */
  profileInto?: string;
  /** Only what streaming costs: nothing is finished or packed, and no bare server is asked. */
  quick: boolean;
}

/**
 * `npm run bench -- ingest --viewers N --seconds S [--embedded] [--profile FILE] [--quick]`: N real Socket.IO clients in open loop against the
 * production server, a studio page looking on; then a bare websocket server with the same commits, in the same run.
 */
export async function run(args: readonly string[]): Promise<object> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      viewers: { type: "string", default: "3000" },
      seconds: { type: "string", default: "60" },
      embedded: { type: "boolean", default: false },
      profile: { type: "string" },
      quick: { type: "boolean", default: false },
    },
  });
  const [viewers, seconds] = [Number(values.viewers), Number(values.seconds)];
  const measuredOn = machine();
  const folder = mkdtempSync(join(tmpdir(), "reactline-ingest-"));
  const postgres = values.embedded ? null : await startThrowawayPostgres({ durable: true });
  const where = postgres ? { url: postgres.adminUrl } : { dataDir: join(folder, "data") };
  try {
    const setting = {
      viewers,
      seconds,
      where,
      databasePid: postgres?.pid ?? null,
      ...(values.profile && { profileInto: values.profile }),
      quick: values.quick,
    };
    const product = await measureProduct(setting, folder);
    if (values.quick) return { bench: "ingest", ...product, machine: machine() };
    const rawSetting = { ...setting, seconds: Math.min(seconds, RAW_SECONDS) };
    const raw = await measureRawWs(rawSetting, join(folder, "raw"));
    return {
      bench: "ingest",
      ...product,
      rawWsServerCpuUsPerBatch: raw,
      ratioToRawWs: round(product.serverCpuUsPerBatch / raw, 2),
      database: values.embedded ? "embedded" : "Postgres, its defaults (a commit is on disk)",
      machine: measuredOn,
      versions: versions("socket.io", "ws", "@prisma/client", "@electric-sql/pglite"),
    };
  } finally {
    await postgres?.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function measureProduct(setting: Setting, folder: string) {
  const { viewers, seconds, where, databasePid } = setting;
  const secret = randomBytes(32).toString("hex");
  shareSecret(secret);
  let opened: OpenDatabase | null = await openDatabase(where);
  const emptyBytes = totalBytes(await tableSizes(opened.db));
  const owner = await createPerson(opened.db);
  const campaign = await seedCampaign(opened.db, owner.organisationId, seconds * 1000);
  const sessions = await seedSessions(opened.db, campaign, viewers);
  const cookie = await signedInCookie(opened.db, owner.id, secret);
  const tickets = await Promise.all(
    sessions.map(({ id, publicId }) =>
      mintTicket({ sessionId: id, publicId, campaignId: campaign.campaignId }),
    ),
  );
  if (!databasePid) {
    await opened.close();
    opened = null;
  }
  const server = await startProductionServer({
    SECRET: secret,
    DATA_DIR: "dataDir" in where ? where.dataDir : join(folder, "data"),
    ...("url" in where && { DATABASE_URL: where.url }),
    ...(setting.profileInto && {
      NODE_OPTIONS: `--import ${new URL("profile-on-signal.mjs", import.meta.url).href}`,
      PROFILE_FILE: resolve(setting.profileInto),
    }),
  });
  let peakRssMb = 0;
  const watching = setInterval(() => {
    peakRssMb = Math.max(peakRssMb, rssMb(server.pid));
  }, 250);
  const load = startLoad({
    kind: "socket.io",
    url: server.url,
    tickets,
    seconds,
    connectsASecond: CONNECTS_A_SECOND,
    finishing: FINISHING,
  });
  try {
    console.log(`Connecting ${viewers} viewers.`);
    await load.reported("connected");
    const studio = await lookAt(server.url, cookie, campaign.campaignId);
    await delay(1_000);
    const before = { server: cpuMs(server.pid), database: databasePid ? familyCpuMs(databasePid) : 0 };
    const profileTurn = () => setting.profileInto && process.kill(server.pid, "SIGUSR2");
    profileTurn();
    load.tell("stream");
    const answered = await load.reported("answered");
    profileTurn();
    const serverMs = cpuMs(server.pid) - before.server;
    const databaseMs = databasePid ? familyCpuMs(databasePid) - before.database : null;
    await studio.close();
    console.log(
      `${answered.acked} of ${answered.sent} acknowledged; p50 ${round(answered.ackP50Ms)} ms, p99 ${round(answered.ackP99Ms)} ms; server ${round((1000 * serverMs) / answered.acked)} us a batch, database ${databaseMs === null ? "within it" : `${round((1000 * databaseMs) / answered.acked)} us`}; at most ${Math.round(peakRssMb)} MB.`,
    );
    opened ??= databasePid ? await openDatabase(where) : null;
    if (opened) await untilFolded(opened);
    const openSizes = opened && (await tableSizes(opened.db));
    if (!setting.quick) {
      load.tell("finish");
      await load.reported("finished");
      await load.ended;
    }
    await server.stop();
    opened ??= await openDatabase(where);
    const arrived = await countArrived(opened.db, campaign, sessions, seconds);
    const openBytes = totalBytes(openSizes ?? (await tableSizes(opened.db))) - emptyBytes;
    const minutes = (viewers * seconds) / 60;
    say("open", openSizes ?? (await tableSizes(opened.db)), minutes);
    return {
      viewers,
      seconds,
      sent: answered.sent,
      acked: answered.acked,
      ...arrived,
      ackP50Ms: round(answered.ackP50Ms),
      ackP99Ms: round(answered.ackP99Ms),
      ackMaxMs: round(answered.ackMaxMs),
      serverCpuUsPerBatch: round((1000 * serverMs) / answered.acked),
      databaseCpuUsPerBatch: databaseMs === null ? null : round((1000 * databaseMs) / answered.acked),
      serverPeakRssMb: Math.round(peakRssMb),
      wireBytesPerViewerMinute: Math.round(answered.wireBytes / minutes),
      diskBytesPerViewerMinute: Math.round(openBytes / minutes),
      ...(setting.quick ? {} : await compacted(opened, emptyBytes, minutes, viewers)),
      sentAgain: answered.again,
      refused: answered.refused,
      disconnects: answered.disconnects,
      loadCpuUsPerBatch: round((1000 * answered.cpuMs) / answered.acked),
      timelineFetches: studio.fetchedMs.length,
      timelineFetchesFailed: studio.failed(),
      timelineFetchP50Ms: round(quantile(studio.fetchedMs, 0.5)),
    };
  } finally {
    clearInterval(watching);
    load.kill();
    await server.stop();
    await opened?.close();
  }
}

/**
 * Packs every closed session, as the job does, and has Postgres give back the room at once, which it would otherwise
 * keep for the next viewers. Every table and index counts.
 */
async function compacted({ db }: OpenDatabase, emptyBytes: number, minutes: number, sessions: number) {
  const startedMs = performance.now();
  const { packed } = await compactSessions(db, { now: new Date(), closedForMs: -1_000 });
  const tookMs = performance.now() - startedMs;
  await db.$executeRaw`VACUUM FULL`;
  const sizes = await tableSizes(db);
  say("packed", sizes, minutes);
  return {
    compactedBytesPerViewerMinute: Math.round((totalBytes(sizes) - emptyBytes) / minutes),
    compactedSessions: packed,
    compactionMsPerSession: round(tookMs / sessions),
  };
}

/** Processor time a batch of a bare websocket server that commits the same rows, in us. */
async function measureRawWs(
  { viewers, seconds, where, databasePid }: Setting,
  rawDir: string,
): Promise<number> {
  const rawWhere = databasePid ? where : { dataDir: rawDir };
  const opened = await openDatabase(rawWhere);
  const owner = await createPerson(opened.db);
  const campaign: SeededCampaign = await seedCampaign(opened.db, owner.organisationId, seconds * 1000);
  const sessions = await seedSessions(opened.db, campaign, viewers);
  await opened.close();
  const server = fork(new URL("raw-ws-server.ts", import.meta.url), {
    // As the product's server has it.
    execArgv: SERVER_ARGUMENTS.slice(0, -1),
  });
  const killAtExit = () => server.kill("SIGKILL");
  process.once("exit", killAtExit);
  server.send({ where: rawWhere, videoId: campaign.videoId });
  const [listening] = await once(server, "message");
  const { port } = z.object({ port: z.number() }).parse(listening);
  const load = startLoad({
    kind: "ws",
    url: `http://127.0.0.1:${port}`,
    tickets: sessions.map(({ id }) => String(id)),
    seconds,
    connectsASecond: 2 * CONNECTS_A_SECOND,
    finishing: 1,
  });
  try {
    console.log(`The same through a bare websocket server.`);
    await load.reported("connected");
    const before = cpuMs(server.pid ?? 0);
    load.tell("stream");
    const { acked } = await load.reported("answered");
    const serverMs = cpuMs(server.pid ?? 0) - before;
    load.tell("finish");
    await load.ended;
    return round((1000 * serverMs) / acked);
  } finally {
    load.kill();
    server.kill("SIGKILL");
    process.off("exit", killAtExit);
  }
}

async function untilFolded({ db }: OpenDatabase): Promise<void> {
  for (const deadline = Date.now() + FOLD_PATIENCE_MS; Date.now() < deadline; await delay(250)) {
    if ((await foldBacklog(db)).length === 0) return;
  }
}

function startLoad(order: LoadOrder) {
  const child: ChildProcess = fork(new URL("ingest-load.ts", import.meta.url), {
    execArgv: ["--import", "tsx"],
  });
  const killAtExit = () => child.kill("SIGKILL");
  process.once("exit", killAtExit);
  const ended = once(child, "close");
  child.send(order);
  return {
    ended,
    tell: (word: "stream" | "finish") => void child.send(word),
    kill: () => {
      child.kill("SIGKILL");
      process.off("exit", killAtExit);
    },
    reported<Phase extends LoadReport["phase"]>(phase: Phase) {
      return new Promise<Extract<LoadReport, { phase: Phase }>>((resolve, reject) => {
        child.on("message", (message) => {
          const parsed = loadReportSchema.parse(message);
          if (parsed.phase === phase) resolve(parsed as Extract<LoadReport, { phase: Phase }>);
        });
        child.once("close", (code) => reject(new Error(`the load generator ended with ${code}`)));
      });
    },
  };
}

function say(what: string, sizes: ReadonlyMap<string, number>, minutes: number): void {
  const largest = [...sizes].slice(0, 8).map(([name, bytes]) => `${name} ${Math.round(bytes / minutes)}`);
  console.log(`Bytes a viewer-minute by table, ${what}: ${largest.join(", ")}.`);
}

function round(value: number, digits = 1): number {
  return Number(value.toFixed(digits));
}
