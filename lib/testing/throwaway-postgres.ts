import { type ChildProcess, execFile, spawn } from "node:child_process";
import { chmodSync, chownSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { promisify } from "node:util";
import { Client } from "pg";
import { freePort } from "./free-port.ts";
import { findPostgresBinaries } from "./postgres-binaries.ts";

export interface ThrowawayPostgres {
  /** Superuser's address of the database `postgres`; suites create their own databases from it. */
  adminUrl: string;
  /** Of the process that all others of this Postgres are children of. */
  pid: number;
  stop(): Promise<void>;
  /** As a crash: it and all its processes at once, with kill -9. */
  kill(): Promise<void>;
  /** After `kill`: recovers, on the same port. */
  start(): Promise<void>;
}

const START_DEADLINE_MS = 60_000;
const STOP_DEADLINE_MS = 10_000;

/**
 * A real Postgres in a temporary folder on a free port of 127.0.0.1, without passwords and without fsync, unless it
 * is asked to be `durable` as it is by default: then a commit is on disk, as for what is measured.
 * It is stopped and removed by `stop`, and at the latest when this process exits.
 */
export async function startThrowawayPostgres(
  options: { systemFolders?: readonly string[]; durable?: boolean } = {},
): Promise<ThrowawayPostgres> {
  const rootDir = mkdtempSync(join(tmpdir(), "reactline-postgres-"));
  let server: ChildProcess | undefined;
  const removeAtExit = () => {
    if (server?.exitCode === null && server.signalCode === null) server.kill("SIGQUIT");
    rmSync(rootDir, { recursive: true, force: true, maxRetries: 3 });
  };
  process.once("exit", removeAtExit);
  const stop = async () => {
    if (server) await end(server);
    process.off("exit", removeAtExit);
    rmSync(rootDir, { recursive: true, force: true, maxRetries: 3 });
  };

  try {
    const binaries = findPostgresBinaries(rootDir, options);
    const owner = unprivilegedUser();
    chmodSync(rootDir, 0o755);
    if (owner) chownSync(rootDir, owner.uid, owner.gid);
    const dataDir = join(rootDir, "data");
    const asOwner = { ...owner, cwd: rootDir, env: { ...process.env, LC_ALL: "C", TZ: "UTC" } };
    await promisify(execFile)(
      binaries.initdb,
      ["-D", dataDir, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync"],
      asOwner,
    );
    const port = await freePort();
    const settings = {
      ...SETTINGS,
      ...(options.durable ? {} : UNSAFE),
      port: String(port),
      unix_socket_directories: rootDir,
    };
    const args = Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
    const adminUrl = `postgres://postgres@127.0.0.1:${port}/postgres`;
    const start = async () => {
      server = spawn(binaries.postgres, ["-D", dataDir, ...args], {
        ...asOwner,
        stdio: ["ignore", "ignore", "pipe"],
      });
      await untilAnswering(server, adminUrl);
    };
    await start();
    return {
      adminUrl,
      get pid() {
        if (server?.pid === undefined) throw new Error("The throw-away Postgres has no process.");
        return server.pid;
      },
      stop,
      start,
      kill: async () => server && killAll(server),
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

const SETTINGS = {
  listen_addresses: "127.0.0.1",
  max_connections: "200",
};

const UNSAFE = {
  fsync: "off",
  synchronous_commit: "off",
  full_page_writes: "off",
};

/** Postgres refuses to run as root: then the ids of a user that every Unix has. */
function unprivilegedUser(): { uid: number; gid: number } | null {
  if (process.getuid?.() !== 0) return null;
  const users = readFileSync("/etc/passwd", "utf8").split("\n");
  for (const name of ["postgres", "nobody"]) {
    const [, , uid, gid] = users.find((line) => line.startsWith(`${name}:`))?.split(":") ?? [];
    if (uid !== undefined && gid !== undefined) return { uid: Number(uid), gid: Number(gid) };
  }
  throw new Error("Postgres does not run as root, and this system has neither a user postgres nor nobody.");
}

async function untilAnswering(server: ChildProcess, adminUrl: string): Promise<void> {
  let log = "";
  server.stderr?.on("data", (chunk) => {
    log = (log + String(chunk)).slice(-4_000);
  });
  const deadline = Date.now() + START_DEADLINE_MS;
  while (Date.now() < deadline) {
    if (server.exitCode !== null) throw new Error(`The throw-away Postgres ended at its start:\n${log}`);
    const client = new Client({ connectionString: adminUrl });
    try {
      await client.connect();
      await client.end();
      return;
    } catch {
      await delay(50);
    }
  }
  throw new Error(`The throw-away Postgres did not answer:\n${log}`);
}

/** Its children leave its process group at their start and would live on for a while. */
async function killAll(server: ChildProcess): Promise<void> {
  const ended = new Promise((resolve) => server.once("exit", resolve));
  const children = childrenOf(server.pid);
  server.kill("SIGKILL");
  for (const pid of children) {
    try {
      process.kill(pid, "SIGKILL");
    } catch {
      // It has ended by itself.
    }
  }
  await ended;
}

/** Of Linux; elsewhere none, and they end by themselves when they miss their parent. */
function childrenOf(parent: number | undefined): number[] {
  if (!existsSync("/proc/self/stat")) return [];
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => {
      try {
        // The command is in parentheses and may hold anything; the parent is the second field behind it.
        const [, rest = ""] = /.*\) (.*)/s.exec(readFileSync(`/proc/${pid}/stat`, "utf8")) ?? [];
        return Number(rest.split(" ")[1]) === parent;
      } catch {
        return false;
      }
    });
}

/** Fast shutdown, which drops open connections; an immediate one when that takes too long. */
async function end(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return;
  const ended = new Promise((resolve) => server.once("exit", resolve));
  server.kill("SIGINT");
  const timer = setTimeout(() => server.kill("SIGQUIT"), STOP_DEADLINE_MS);
  await ended;
  clearTimeout(timer);
}
