import { copyFile, mkdir, mkdtemp, readdir, rename, rm, stat, symlink, writeFile } from "node:fs/promises";
import path from "node:path";
import * as tar from "tar";
import { dumpServer } from "#lib/storage/dump-server.ts";
import { lockDataDir } from "#lib/storage/lock-file.ts";
import { isStoredName } from "#lib/storage/stored-name.ts";
import { localVideoFolder } from "#lib/storage/video-store.ts";
import {
  BackupError,
  DATABASE_PARTS,
  type DatabaseKind,
  knownMigrations,
  MANIFEST_NAME,
  type Manifest,
  sha256Of,
} from "./manifest.ts";

/** What a backup is made of, or restored into. */
export interface Installation {
  dataDir: string;
  /** The server's database; undefined for the embedded one in `dataDir`. */
  databaseUrl: string | undefined;
  /** Films are kept in a bucket, which has backups of its own. */
  videosInBucket: boolean;
}

/**
 * Writes one file with everything that an installation is: database, secret and films, with their checksums. The
 * database of a server may be in use meanwhile; the embedded one must be stopped. Throws BackupError,
 * DataDirLockedError or PostgresToolError; then there is no file.
 */
export async function makeBackup(installation: Installation, file: string): Promise<Manifest> {
  const { dataDir, databaseUrl, videosInBucket } = installation;
  if (await exists(file)) throw new BackupError(`${file} is there already. Choose another name.`);
  const kind: DatabaseKind = databaseUrl === undefined ? "embedded" : "server";
  // Beside the file, where there must be room for it anyway.
  const work = await mkdtemp(path.join(path.dirname(path.resolve(file)), ".reactline-backup-"));
  try {
    const database = path.join(work, DATABASE_PARTS[kind]);
    if (databaseUrl === undefined) await packEmbedded(dataDir, database);
    else await dumpServer(databaseUrl, database);
    // After the database: what it names is there, or was deleted since.
    const films = videosInBucket ? [] : await filmsIn(localVideoFolder(dataDir));
    if (films.length > 0) await symlink(path.resolve(localVideoFolder(dataDir)), path.join(work, "videos"));
    const secret = path.join(dataDir, "secret");
    const hasSecret = await exists(secret);
    if (hasSecret) await copyFile(secret, path.join(work, "secret"));
    const names = [
      DATABASE_PARTS[kind],
      ...(hasSecret ? ["secret"] : []),
      ...films.map((name) => `videos/${name}`),
    ];
    const manifest: Manifest = {
      format: 1,
      madeAt: new Date().toISOString(),
      database: kind,
      migrations: await knownMigrations(),
      videos: videosInBucket ? "bucket" : "included",
      parts: await partsOf(work, names),
    };
    await writeFile(path.join(work, MANIFEST_NAME), `${JSON.stringify(manifest, null, 2)}\n`);
    const unfinished = path.join(work, "backup.tar");
    await tar.create({ file: unfinished, cwd: work, portable: true, follow: true, mode: 0o600 }, [
      MANIFEST_NAME,
      ...names,
    ]);
    await rename(unfinished, file);
    return manifest;
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

async function packEmbedded(dataDir: string, file: string): Promise<void> {
  if (!(await exists(path.join(dataDir, "postgres")))) {
    throw new BackupError(`There is no database in ${dataDir}. Check DATA_DIR, or set DATABASE_URL.`);
  }
  const release = await lockDataDir(dataDir);
  try {
    await tar.create({ file, cwd: dataDir, gzip: true, portable: true }, ["postgres"]);
  } finally {
    await release();
  }
}

async function filmsIn(folder: string): Promise<string[]> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  return (await readdir(folder)).filter(isStoredName).sort();
}

async function partsOf(work: string, names: readonly string[]): Promise<Manifest["parts"]> {
  const parts: Manifest["parts"] = [];
  for (const name of names) {
    const file = path.join(work, name);
    parts.push({ name, bytes: (await stat(file)).size, sha256: await sha256Of(file) });
  }
  return parts;
}

/** Whether there is anything under this path. */
export async function exists(file: string): Promise<boolean> {
  return stat(file).then(
    () => true,
    () => false,
  );
}
