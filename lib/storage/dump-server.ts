import { setTimeout as delay } from "node:timers/promises";
import pg from "pg";
import { z } from "zod";
import { PostgresToolError, postgresTool } from "./postgres-tools.ts";

const majorSchema = z.object({ server_version_num: z.coerce.number() });
const countSchema = z.object({ n: z.coerce.number() });
/** Where what was there waits until what was restored is complete. */
const ASIDE = "before_restore";
const LEAVING_MS = 3_000;

async function connected<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 8_000 });
  try {
    await client.connect();
    return await work(client);
  } finally {
    await client.end();
  }
}

async function majorOf(client: pg.Client): Promise<number> {
  const { rows } = await client.query("SHOW server_version_num");
  return Math.floor(majorSchema.parse(rows[0]).server_version_num / 10_000);
}

async function count(client: pg.Client, sql: string): Promise<number> {
  return countSchema.parse((await client.query(sql)).rows[0]).n;
}

/** How many others are connected; who is just leaving is waited for. */
async function othersConnected(client: pg.Client): Promise<number> {
  const sql = `SELECT count(*) AS n FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'`;
  const deadline = Date.now() + LEAVING_MS;
  let others = await count(client, sql);
  while (others > 0 && Date.now() < deadline) {
    await delay(100);
    others = await count(client, sql);
  }
  return others;
}

/** One consistent dump of a database that may be in use, in Postgres's custom format. Throws PostgresToolError. */
export async function dumpServer(url: string, file: string): Promise<void> {
  const tool = await postgresTool("pg_dump", await connected(url, majorOf));
  await tool.run(url, ["--format=custom", "--no-owner", "--no-privileges", "--file", file]);
}

/** Whether there is no table in the database. */
export async function isEmptyServer(url: string): Promise<boolean> {
  const sql = "SELECT count(*) AS n FROM pg_tables WHERE schemaname = 'public'";
  return (await connected(url, (client) => count(client, sql))) === 0;
}

/**
 * Puts a dump into the database, whose tables are kept aside until it is complete and come back when it fails.
 * Throws PostgresToolError, also when somebody else is connected: then nothing was changed.
 */
export async function restoreServer(url: string, file: string): Promise<void> {
  await connected(url, async (client) => {
    const tool = await postgresTool("pg_restore", await majorOf(client));
    const others = await othersConnected(client);
    if (others > 0) {
      throw new PostgresToolError(`${others} others are connected to this database. Stop the servers first.`);
    }
    await client.query(`DROP SCHEMA IF EXISTS ${ASIDE} CASCADE`);
    await client.query(`ALTER SCHEMA public RENAME TO ${ASIDE}`);
    try {
      await client.query("CREATE SCHEMA public");
      await tool.run(url, ["--no-owner", "--no-privileges", "--exit-on-error", "--single-transaction", file]);
    } catch (error) {
      await client.query("DROP SCHEMA IF EXISTS public CASCADE");
      await client.query(`ALTER SCHEMA ${ASIDE} RENAME TO public`);
      throw error;
    }
    await client.query(`DROP SCHEMA ${ASIDE} CASCADE`);
  });
}
