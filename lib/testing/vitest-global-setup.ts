import type { TestProject } from "vitest/node";
import { migratedCluster } from "./migrated-cluster.ts";
import { createTemplate } from "./test-database-server.ts";
import { startThrowawayPostgres } from "./throwaway-postgres.ts";

declare module "vitest" {
  export interface ProvidedContext {
    /** Superuser's address of the throw-away Postgres; a suite makes a database of its own in it. */
    postgresUrl: string;
  }
}

/**
 * One real Postgres for the whole run, started before the first test and removed after the last. The migrations
 * are applied once for each kind of database; suites begin with copies.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const postgres = await startThrowawayPostgres();
  await createTemplate(postgres.adminUrl);
  await migratedCluster();
  project.provide("postgresUrl", postgres.adminUrl);
  return postgres.stop;
}
