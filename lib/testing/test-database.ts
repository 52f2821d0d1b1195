import { afterAll, beforeAll, describe, inject } from "vitest";
import { type Database, type OpenDatabase, openDatabase } from "#lib/storage/database.ts";
import { migratedCluster } from "./migrated-cluster.ts";
import { createDatabase } from "./test-database-server.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** A Postgres with the right to create databases, started by the global set-up. */
    postgresUrl: string;
  }
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
          opened = await openDatabase({ memory: true, cluster: await migratedCluster() });
        } else {
          const created = await createDatabase(inject("postgresUrl"), { migrated: true });
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
