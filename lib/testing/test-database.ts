import { randomBytes } from "node:crypto";
import pg from "pg";
import { afterAll, beforeAll, describe, inject } from "vitest";
import { type Database, type OpenDatabase, openDatabase } from "#lib/storage/database.ts";
import { emptyCluster } from "./empty-cluster.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** A Postgres with the right to create databases, started by the global set-up. */
    postgresUrl: string;
  }
}

/** An empty database in the throw-away Postgres. */
export async function createDatabase(adminUrl: string): Promise<{ url: string; drop(): Promise<void> }> {
  const name = `suite_${randomBytes(6).toString("hex")}`;
  const run = async (sql: string) => {
    const client = new pg.Client({ connectionString: adminUrl });
    await client.connect();
    await client.query(sql).finally(() => client.end());
  };
  await run(`CREATE DATABASE ${name}`);
  const url = new URL(adminUrl);
  url.pathname = `/${name}`;
  return { url: url.href, drop: () => run(`DROP DATABASE ${name} WITH (FORCE)`) };
}

/**
 * Run a suite twice: on the embedded database (in memory) and on a real Postgres, each with all migrations and
 * otherwise empty. `open()` gives the database inside tests and hooks.
 */
export function describeOnEachDatabase(name: string, body: (open: () => Database) => void): void {
  for (const kind of ["embedded", "server"] as const) {
    describe(`${name} (${kind} database)`, () => {
      let opened: OpenDatabase | null = null;
      let drop = async () => {};
      beforeAll(async () => {
        if (kind === "embedded") {
          opened = await openDatabase({ memory: true, cluster: await emptyCluster() });
        } else {
          const created = await createDatabase(inject("postgresUrl"));
          drop = created.drop;
          opened = await openDatabase({ url: created.url });
        }
      }, 180_000);
      afterAll(async () => {
        await opened?.close();
        await drop();
      });
      body(() => {
        if (!opened) throw new Error("open() is for tests and hooks, after the suite's set-up");
        return opened.db;
      });
    });
  }
}
