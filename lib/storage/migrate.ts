import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import type { SqlMigrationAwareDriverAdapterFactory } from "@prisma/driver-adapter-utils";
import { schemaEngine } from "./schema-engine.ts";

const PRISMA_DIR = path.join(process.cwd(), "prisma");
const FILTERS = { externalTables: [], externalEnums: [] };

async function migrationsList() {
  const baseDir = path.join(PRISMA_DIR, "migrations");
  const folders = (await readdir(baseDir, { withFileTypes: true }))
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
  return {
    baseDir,
    lockfile: { path: "./migration_lock.toml", content: 'provider = "postgresql"\n' },
    shadowDbInitScript: "",
    migrationDirectories: await Promise.all(
      folders.map(async (folder) => ({
        path: folder,
        migrationFile: {
          path: "migration.sql",
          content: {
            tag: "ok" as const,
            value: await readFile(path.join(baseDir, folder, "migration.sql"), "utf8"),
          },
        },
      })),
    ),
  };
}

/**
 * Apply the migrations of prisma/migrations that the database does not have yet, in order, recording them in
 * `_prisma_migrations`. Returns the names applied. Throws when one fails or was changed after it was applied.
 */
export async function applyMigrations(factory: SqlMigrationAwareDriverAdapterFactory): Promise<string[]> {
  const engine = await schemaEngine(await readFile(path.join(PRISMA_DIR, "schema.prisma"), "utf8"), factory);
  try {
    const result = await engine.applyMigrations({ migrationsList: await migrationsList(), filters: FILTERS });
    return result.appliedMigrationNames;
  } finally {
    engine.free();
  }
}

/** The SQL that leads from nothing to schema.prisma as it is now, or from the database behind `factory`. */
export async function schemaAsSql(factory: SqlMigrationAwareDriverAdapterFactory): Promise<string> {
  const content = await readFile(path.join(PRISMA_DIR, "schema.prisma"), "utf8");
  const engine = await schemaEngine(content, factory);
  try {
    const result = await engine.diff({
      from: { tag: "migrations", ...(await migrationsList()) },
      to: { tag: "schemaDatamodel", files: [{ path: "schema.prisma", content }] },
      script: true,
      exitCode: null,
      shadowDatabaseUrl: null,
      filters: FILTERS,
    } as Parameters<typeof engine.diff>[0]);
    return result.stdout ?? "";
  } finally {
    engine.free();
  }
}
