import type { TestProject } from "vitest/node";
import { startThrowawayPostgres } from "./throwaway-postgres.ts";

declare module "vitest" {
  export interface ProvidedContext {
    /** Superuser's address of the throw-away Postgres; a suite makes a database of its own in it. */
    postgresUrl: string;
  }
}

/** One real Postgres for the whole run, started before the first test and removed after the last. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const postgres = await startThrowawayPostgres();
  project.provide("postgresUrl", postgres.adminUrl);
  return postgres.stop;
}
