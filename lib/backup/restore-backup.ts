import { chmod, mkdir, mkdtemp, readdir, readFile, rename, rm } from "node:fs/promises";
import path from "node:path";
import * as tar from "tar";
import { isEmptyServer, restoreServer } from "#lib/storage/dump-server.ts";
import { lockDataDir } from "#lib/storage/lock-file.ts";
import { localVideoFolder } from "#lib/storage/video-store.ts";
import { exists, type Installation } from "./make-backup.ts";
import {
  BackupError,
  DATABASE_PARTS,
  knownMigrations,
  MANIFEST_NAME,
  type Manifest,
  manifestSchema,
  sha256Of,
} from "./manifest.ts";

/**
 * Puts a backup into an installation that is empty, or whatever it holds with `force`; the server must be stopped.
 * Everything is unpacked and checked before anything is changed, and what was there is moved aside until its
 * successor is complete. Throws BackupError, DataDirLockedError or PostgresToolError; then all is as it was.
 */
export async function restoreBackup(
  installation: Installation,
  file: string,
  { force = false } = {},
): Promise<Manifest> {
  const { dataDir, databaseUrl } = installation;
  await mkdir(dataDir, { recursive: true });
  const release = await lockDataDir(dataDir);
  // Within the data folder, so that everything can be moved into its place at once.
  const work = await mkdtemp(path.join(dataDir, ".restore-"));
  try {
    const manifest = await unpack(file, work);
    await requireFit(manifest, installation);
    if (!force && !(await isEmpty(installation))) {
      throw new BackupError("There is something here already. Add --force to replace it with the backup.");
    }
    if (databaseUrl === undefined) {
      await tar.extract({ file: path.join(work, DATABASE_PARTS.embedded), cwd: work, strict: true });
      if (!(await exists(path.join(work, "postgres", "PG_VERSION")))) {
        throw new BackupError("The backup holds no database.");
      }
    } else {
      await restoreServer(databaseUrl, path.join(work, DATABASE_PARTS.server));
    }
    await moveIntoPlace(work, dataDir, [
      ...(databaseUrl === undefined ? ["postgres"] : []),
      ...(manifest.videos === "included" ? ["videos"] : []),
      ...(manifest.parts.some(({ name }) => name === "secret") ? ["secret"] : []),
    ]);
    return manifest;
  } finally {
    await rm(work, { recursive: true, force: true });
    await release();
  }
}

/** Unpacks into an empty folder and holds every byte against the manifest. */
async function unpack(file: string, work: string): Promise<Manifest> {
  if (!(await exists(file))) throw new BackupError(`There is no file ${file}.`);
  let manifest: Manifest;
  try {
    await tar.extract({ file, cwd: work, strict: true, preservePaths: false });
    manifest = manifestSchema.parse(JSON.parse(await readFile(path.join(work, MANIFEST_NAME), "utf8")));
  } catch {
    throw new BackupError(`${file} is not a whole backup of Reactline.`);
  }
  for (const { name, sha256 } of manifest.parts) {
    const part = path.join(work, name);
    if (!(await exists(part)) || (await sha256Of(part)) !== sha256) {
      throw new BackupError(`${name} in ${file} is not what was backed up. Nothing was changed.`);
    }
  }
  await mkdir(path.join(work, "videos"), { recursive: true });
  await chmod(path.join(work, "videos"), 0o700);
  const listed = new Set(manifest.parts.map(({ name }) => name));
  for (const name of await readdir(path.join(work, "videos"))) {
    if (!listed.has(`videos/${name}`))
      throw new BackupError(`${file} holds what its manifest does not name.`);
  }
  return manifest;
}

async function requireFit(manifest: Manifest, { databaseUrl }: Installation): Promise<void> {
  const kind = databaseUrl === undefined ? "embedded" : "server";
  if (manifest.database !== kind) {
    throw new BackupError(
      kind === "embedded"
        ? "This is a backup of a database server. Set DATABASE_URL to the one that it goes to."
        : "This is a backup of the embedded database. Leave DATABASE_URL away to restore it.",
    );
  }
  const known = new Set(await knownMigrations());
  if (manifest.migrations.some((name) => !known.has(name))) {
    throw new BackupError("This backup was made by a newer Reactline. Update this one first.");
  }
}

async function isEmpty({ dataDir, databaseUrl }: Installation): Promise<boolean> {
  if (await exists(path.join(dataDir, "postgres"))) return false;
  if ((await readdir(localVideoFolder(dataDir)).catch(() => [])).length > 0) return false;
  return databaseUrl === undefined || isEmptyServer(databaseUrl);
}

/** Moves each into `dataDir`; what was there under its name is away only when all are in place. */
async function moveIntoPlace(work: string, dataDir: string, names: readonly string[]): Promise<void> {
  const aside = await mkdtemp(path.join(work, "aside-"));
  const moved: string[] = [];
  try {
    for (const name of names) {
      const place = path.join(dataDir, name);
      if (await exists(place)) await rename(place, path.join(aside, name));
      moved.push(name);
      await rename(path.join(work, name), place);
    }
  } catch (error) {
    for (const name of moved.reverse()) {
      const place = path.join(dataDir, name);
      if (!(await exists(path.join(aside, name)))) continue;
      await rm(place, { recursive: true, force: true });
      await rename(path.join(aside, name), place);
    }
    throw error;
  }
}
