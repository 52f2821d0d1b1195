import { randomBytes } from "node:crypto";
import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import { PGlite } from "@electric-sql/pglite";
import { z } from "zod";

const CACHE = new URL("../../node_modules/.cache/reactline/", import.meta.url);
const packageSchema = z.object({ version: z.string() });

/**
 * The data folder of a newly made embedded Postgres, as a tar: making one takes seconds of processor time,
 * reading it a fraction. Made once for each version of PGlite and kept beside the packages.
 */
export async function emptyCluster(): Promise<Blob> {
  const entry = createRequire(import.meta.url).resolve("@electric-sql/pglite");
  const manifest = await readFile(new URL("../package.json", `file://${entry}`), "utf8");
  const { version } = packageSchema.parse(JSON.parse(manifest));
  const path = fileURLToPath(new URL(`pglite-${version}.tar`, CACHE));
  const kept = await readFile(path).catch(() => null);
  if (kept !== null) return new Blob([new Uint8Array(kept)]);

  const pglite = new PGlite();
  await pglite.waitReady;
  const made = await pglite.dumpDataDir("none");
  await pglite.close();
  await mkdir(CACHE, { recursive: true });
  // Two suites may make it at the same time: each writes its own file, and the last one stays.
  const ownPath = `${path}.${randomBytes(4).toString("hex")}`;
  await writeFile(ownPath, new Uint8Array(await made.arrayBuffer()));
  await rename(ownPath, path);
  return made;
}
