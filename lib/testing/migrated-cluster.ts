import { createHash, randomBytes } from "node:crypto";
import { mkdir, readdir, readFile, rename, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import { PGlite } from "@electric-sql/pglite";
import { PrismaPGlite } from "pglite-prisma-adapter";
import { z } from "zod";
import { applyMigrations } from "#lib/storage/migrate.ts";

const CACHE = new URL("../../node_modules/.cache/reactline/", import.meta.url);
const MIGRATIONS = new URL("../../prisma/migrations/", import.meta.url);
const packageSchema = z.object({ version: z.string() });

/**
 * The data folder of an embedded Postgres with all migrations and otherwise empty, as a tar: making one takes
 * seconds of processor time, reading it a fraction. Made once for each version of PGlite and each set of
 * migrations, and kept beside the packages.
 */
export async function migratedCluster(): Promise<Blob> {
  const path = fileURLToPath(new URL(`pglite-${await fingerprint()}.tar`, CACHE));
  const kept = await readFile(path).catch(() => null);
  if (kept !== null) return new Blob([new Uint8Array(kept)]);

  const pglite = new PGlite();
  await pglite.waitReady;
  await applyMigrations(new PrismaPGlite(pglite));
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
  const hash = createHash("sha256");
  const files = (await readdir(MIGRATIONS, { recursive: true })).filter((name) => name.endsWith(".sql"));
  for (const name of files.sort()) hash.update(name).update(await readFile(new URL(name, MIGRATIONS)));
  return `${version}-${hash.digest("hex").slice(0, 16)}`;
}
