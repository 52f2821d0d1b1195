import { mkdtempSync } from "node:fs";
import { rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { vi } from "vitest";
import { currentUser } from "#lib/auth/studio-user.ts";
import type { Role } from "#lib/protocol/people.ts";
import { type Database, openDatabase, shareDatabase } from "#lib/storage/database.ts";
import { migratedCluster } from "./migrated-cluster.ts";

export interface DraftStudio {
  db: Database;
  organisationId: number;
  /** Where uploads and films go. */
  dataDir: string;
  /** Who asks from now on: Ada in a role, or with null nobody. */
  signIn(role: Role | null, organisationId?: number): void;
  close(): Promise<void>;
}

/**
 * For tests of the routes that have `currentUser` mocked: a new database with one organisation, and a folder for films
 * of at most a megabyte.
 */
export async function openDraftStudio(): Promise<DraftStudio> {
  const dataDir = mkdtempSync(path.join(tmpdir(), "reactline-api-"));
  process.env.DATA_DIR = dataDir;
  process.env.MAX_VIDEO_MB = "1";
  const opened = await openDatabase({ memory: true, cluster: await migratedCluster() });
  shareDatabase(opened.db);
  const organisation = await opened.db.organisation.create({ data: { name: "Test" } });
  return {
    db: opened.db,
    organisationId: organisation.id,
    dataDir,
    signIn(role, organisationId = organisation.id) {
      const ada = { id: 7, email: "ada@example.org", name: "Ada", organisationName: "Test" };
      vi.mocked(currentUser).mockResolvedValue(role && { ...ada, role, organisationId });
    },
    async close() {
      await opened.close();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
