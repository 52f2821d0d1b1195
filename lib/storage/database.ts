import path from "node:path";
import { PGlite } from "@electric-sql/pglite";
import { PrismaPg } from "@prisma/adapter-pg";
import pg from "pg";
import { PrismaPGlite } from "pglite-prisma-adapter";
import { PrismaClient } from "./generated/client.ts";
import { lockDataDir } from "./lock-file.ts";
import { applyMigrations } from "./migrate.ts";

export type Database = PrismaClient;

/** What storage functions need inside an interactive transaction. */
export type Transaction = Parameters<Parameters<PrismaClient["$transaction"]>[0]>[0];

export type Where =
  | { dataDir: string }
  | { url: string; maxConnections?: number }
  /** For tests: gone when it is closed. `cluster` is a data folder to begin with, as PGlite dumps it. */
  | { memory: true; cluster?: Blob };

export interface OpenDatabase {
  db: Database;
  kind: "embedded" | "server";
  /** Names of the migrations that were applied by this opening. */
  migrated: string[];
  close(): Promise<void>;
}

/** The database cannot be used; `message` is one sentence for the person who started the server. */
export class DatabaseUnavailableError extends Error {
  override readonly name = "DatabaseUnavailableError";
}

async function openEmbedded(pglite: PGlite, release: () => Promise<void>): Promise<OpenDatabase> {
  await pglite.waitReady;
  const factory = new PrismaPGlite(pglite);
  const migrated = await applyMigrations(factory);
  const db = new PrismaClient({ adapter: factory });
  return {
    db,
    kind: "embedded",
    migrated,
    async close() {
      await db.$disconnect();
      if (!pglite.closed) await pglite.close();
      await release();
    },
  };
}

function withoutPassword(url: string): string {
  const parsed = new URL(url);
  return `${parsed.hostname}:${parsed.port || "5432"}${parsed.pathname}`;
}

/**
 * Our statements are short, but of new tables, of which Postgres has no statistics yet, it expects millions of rows and
 * compiles them first: up to a second of processor time each, measured (docs/decisions/017).
 */
function withoutJit(url: string): string {
  const parsed = new URL(url);
  const given = parsed.searchParams.get("options");
  parsed.searchParams.set("options", given === null ? "-c jit=off" : `${given} -c jit=off`);
  return parsed.href;
}

/** Any number that nothing else takes: key of the advisory lock under which migrations are applied. */
const MIGRATION_LOCK = 7_300;

/** Runs `work` while no other process does, on a connection that holds the lock and gives it back with its end. */
async function oneAtATime<T>(url: string, work: () => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: CONNECT_WITHIN_MS });
  // A connection that breaks ends the statement that waits; as an event of its own it would end the process.
  client.on("error", () => {});
  await client.connect();
  try {
    await client.query("SELECT pg_advisory_lock($1)", [MIGRATION_LOCK]);
    return await work();
  } finally {
    await client.end();
  }
}

/**
 * With 8 s a second process, started beside the first on a busy machine, gave up a Postgres that answered. Why is a guess:
 * our own code was being loaded, and until that was done nobody looked at the connection that was there.
 */
const CONNECT_WITHIN_MS = 20_000;
/** How long a transaction waits for one of the connections: all of a burst's viewers finish at once. */
const CONNECTION_WAIT_MS = 10_000;
/** Of what is not prepared. */
const UNNAMED = "";
/** A query that begins with this is prepared once a connection, under the name in it. */
const PREPARED = /^\s*\/\* prepared: (\w+) \*\//;

async function openServer(url: string, maxConnections: number): Promise<OpenDatabase> {
  const settings = { connectionString: withoutJit(url), connectionTimeoutMillis: CONNECT_WITHIN_MS };
  const factory = new PrismaPg(
    { ...settings, max: maxConnections },
    { statementNameGenerator: ({ sql }) => PREPARED.exec(sql)?.[1] ?? UNNAMED },
  );
  try {
    // On connections of its own, which end at once: nobody closes what the schema engine leaves open.
    const ownConnections = new PrismaPg({ ...settings, idleTimeoutMillis: 50 });
    const migrated = await oneAtATime(url, () => applyMigrations(ownConnections));
    const db = new PrismaClient({ adapter: factory, transactionOptions: { maxWait: CONNECTION_WAIT_MS } });
    await db.$queryRaw`SELECT 1`;
    return { db, kind: "server", migrated, close: () => db.$disconnect() };
  } catch (error) {
    const reason = error instanceof Error ? error.message.split("\n").filter(Boolean).at(-1) : String(error);
    throw new DatabaseUnavailableError(
      `The database ${withoutPassword(url)} of DATABASE_URL cannot be used (${reason}). Check that it runs, its address and its password.`,
    );
  }
}

/**
 * Open the database and bring it to the current schema. The embedded one (PGlite) survives a crash of the
 * process, not a loss of power. Throws DataDirLockedError or DatabaseUnavailableError.
 */
export async function openDatabase(where: Where): Promise<OpenDatabase> {
  if ("url" in where) return openServer(where.url, where.maxConnections ?? 10);
  if ("memory" in where) {
    const { cluster } = where;
    return openEmbedded(new PGlite(cluster ? { loadDataDir: cluster } : {}), async () => {});
  }
  const release = await lockDataDir(where.dataDir);
  try {
    return await openEmbedded(new PGlite(path.join(where.dataDir, "postgres")), release);
  } catch (error) {
    await release();
    throw error;
  }
}

const shared = globalThis as typeof globalThis & { reactlineDatabase?: Database };

/** Hand the process-wide database to Next's route handlers, whose module graph is not the server's. */
export function shareDatabase(db: Database): void {
  shared.reactlineDatabase = db;
}

/** The process-wide database. Throws when the server has not opened it. */
export function database(): Database {
  if (!shared.reactlineDatabase) throw new Error("The database is not open: start by lib/server/main.ts");
  return shared.reactlineDatabase;
}
