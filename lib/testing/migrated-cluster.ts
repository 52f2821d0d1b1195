import { createHash, randomBytes } from "node:crypto";
import { mkdir, readdir, readFile, rename, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { PGlite } from "@electric-sql/pglite";
import { PrismaPGlite } from "pglite-prisma-adapter";
import { z } from "zod";
import { applyMigrations } from "#lib/storage/migrate.ts";

const CACHE = new URL("../../node_modules/.cache/reactline/", import.meta.url);
const MIGRATIONS = new URL("../../prisma/migrations/", import.meta.url);
const packageSchema = z.object({ version: z.string() });

/**
 * What starts sooner: every start sets all of `shared_buffers` to zero, byte by byte, reads the tar with all that is in
 * it, and repeats what came after the last checkpoint. All of that was 1.5 s of processor time, and is 0.4 s.
 */
const SMALL = {
  initDbStartParams: ["--wal-segsize=1"],
  postgresqlconf: ["shared_buffers = 16MB", "min_wal_size = 2MB"],
};
/** No suite makes another database in the cluster. */
const UNUSED = ["template0", "template1"].flatMap((name) => [
  `ALTER DATABASE ${name} IS_TEMPLATE false`,
  `DROP DATABASE ${name}`,
]);

let read: Promise<Blob> | null = null;

/**
 * The data folder of an embedded Postgres with all migrations and otherwise empty, as a tar: making one takes
 * seconds of processor time, reading it a fraction. Made once for each version of PGlite and each set of
 * migrations, and kept beside the packages.
 */
export function migratedCluster(): Promise<Blob> {
  read ??= readOrMake();
  return read;
}

/** Puts it into a server's data folder that has no database yet. */
export async function putMigratedCluster(dataDir: string): Promise<void> {
  await mkdir(dataDir, { recursive: true });
  const pglite = new PGlite(join(dataDir, "postgres"), { loadDataDir: await migratedCluster() });
  await pglite.waitReady;
  await pglite.close();
}

async function readOrMake(): Promise<Blob> {
  const path = fileURLToPath(new URL(`pglite-${await fingerprint()}.tar`, CACHE));
  const kept = await readFile(path).catch(() => null);
  if (kept !== null) return new Blob([new Uint8Array(kept)]);

  const pglite = new PGlite(SMALL);
  await pglite.waitReady;
  await applyMigrations(new PrismaPGlite(pglite));
  for (const statement of [...UNUSED, "CHECKPOINT"]) await pglite.query(statement);
  const made = await pglite.dumpDataDir("none");
  await pglite.close();
  await mkdir(CACHE, { recursive: true });
  // Two suites may make it at the same time: each writes its own file, and the last one stays.
  const ownPath = `${path}.${randomBytes(4).toString("hex")}`;
  await writeFile(ownPath, new Uint8Array(await made.arrayBuffer()));
  await rename(ownPath, path);
  return made;
}

async function fingerprint(): Promise<string> {
  const entry = createRequire(import.meta.url).resolve("@electric-sql/pglite");
  const manifest = await readFile(new URL("../package.json", `file://${entry}`), "utf8");
  const { version } = packageSchema.parse(JSON.parse(manifest));
  const hash = createHash("sha256").update(JSON.stringify([SMALL, UNUSED]));
  const files = (await readdir(MIGRATIONS, { recursive: true })).filter((name) => name.endsWith(".sql"));
  for (const name of files.sort()) hash.update(name).update(await readFile(new URL(name, MIGRATIONS)));
  return `${version}-${hash.digest("hex").slice(0, 16)}`;
}
