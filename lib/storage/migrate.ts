import { createHash } from "node:crypto";
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
  if (await isCurrent(factory)) return [];
  const engine = await schemaEngine(await readFile(path.join(PRISMA_DIR, "schema.prisma"), "utf8"), factory);
  try {
    const result = await engine.applyMigrations({ migrationsList: await migrationsList(), filters: FILTERS });
    return result.appliedMigrationNames;
  } finally {
    engine.free();
  }
}

/**
 * Whether every migration was applied as it is now, and no other: then the engine, which takes a second of
 * processor time to load, has nothing to do. Whatever else is found is the engine's to judge.
 */
async function isCurrent(factory: SqlMigrationAwareDriverAdapterFactory): Promise<boolean> {
  const { migrationDirectories } = await migrationsList();
  const ours = migrationDirectories.map(({ path: name, migrationFile }) => {
    return `${name} ${createHash("sha256").update(migrationFile.content.value).digest("hex")}`;
  });
  const adapter = await factory.connect();
  try {
    const { rows } = await adapter.queryRaw({ sql: APPLIED, args: [], argTypes: [] });
    return JSON.stringify(rows.map(([line]) => line)) === JSON.stringify(ours);
  } catch {
    return false; // a new database, which has no such table
  } finally {
    await adapter.dispose();
  }
}

/** One that failed or is unfinished is told apart by its line, which is none of ours. */
const APPLIED = `
  SELECT migration_name || CASE WHEN finished_at IS NULL OR rolled_back_at IS NOT NULL THEN ' not applied '
                                ELSE ' ' END || checksum
  FROM _prisma_migrations ORDER BY migration_name COLLATE "C"`;

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
