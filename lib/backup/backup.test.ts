import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import pg from "pg";
import * as tar from "tar";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { addPacked } from "#lib/analytics/combine-packed.ts";
import { viewerSecond } from "#lib/analytics/viewer-second.ts";
import { decodeBatch, encodeBatch } from "#lib/protocol/batch-codec.ts";
import { packViewerSecond } from "#lib/protocol/viewer-second.ts";
import { recomputeSums } from "#lib/reports/recompute-sums.ts";
import { appendBatches } from "#lib/storage/append-batches.ts";
import { type Database, openDatabase } from "#lib/storage/database.ts";
import { foldVideo } from "#lib/storage/fold-video.ts";
import { lockDataDir } from "#lib/storage/lock-file.ts";
import { registerWriter } from "#lib/storage/register-writer.ts";
import { createFieldwork } from "#lib/testing/fieldwork.ts";
import { putMigratedCluster } from "#lib/testing/migrated-cluster.ts";
import { LAUGHING_SCORES, tenSamples } from "#lib/testing/samples.ts";
import { createDatabase } from "#lib/testing/test-database-server.ts";
import { type Installation, makeBackup } from "./make-backup.ts";
import { BackupError, MANIFEST_NAME } from "./manifest.ts";
import { restoreBackup } from "./restore-backup.ts";

const FILM = `${"a".repeat(32)}.mp4`;
const BASELINE = [0, 0, 0, 2_000, 8_000, 0, 0];

/** Three viewers of three seconds as ingest leaves them, two of them folded. */
async function fill(db: Database): Promise<void> {
  const { videoId, sessionIds } = await createFieldwork(db, { sessions: 3 });
  const writer = await registerWriter(db);
  const rowsOf = (second: number) =>
    sessionIds.map((sessionId) => {
      const samples = tenSamples(second, { scores: LAUGHING_SCORES });
      const payload = encodeBatch({
        segment: 1,
        second,
        engineId: 0,
        droppedFrames: 0,
        stalledMs: 0,
        samples,
      });
      const values = packViewerSecond(viewerSecond(decodeBatch(payload).samples, second, BASELINE));
      return { sessionId, segment: 1, second, videoId, payload, values };
    });
  await appendBatches(db, writer, 1n, [...rowsOf(0), ...rowsOf(1)]);
  await foldVideo(db, videoId, addPacked);
  await appendBatches(db, writer, 100n, rowsOf(2));
}

const where = ({ dataDir, databaseUrl }: Installation) => (databaseUrl ? { url: databaseUrl } : { dataDir });

async function within<T>(installation: Installation, work: (db: Database) => Promise<T>): Promise<T> {
  const { db, close } = await openDatabase(where(installation));
  const result = await work(db).finally(close);
  if (installation.databaseUrl) await untilAlone(installation.databaseUrl);
  return result;
}

/** Of a database that was closed, the pool's idle connections end a little later; another process has none. */
async function untilAlone(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const others = () =>
    client.query(
      "SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'",
    );
  while ((await others()).rowCount !== 0) await new Promise((resolve) => setTimeout(resolve, 100));
  await client.end();
}

/** Everything that a restore must bring back, and the verdict of `npm run verify`. */
async function contentsOf(installation: Installation) {
  const rows = await within(installation, async (db) => ({
    batches: await db.sampleBatch.findMany({ orderBy: [{ sessionId: "asc" }, { second: "asc" }] }),
    sums: await db.audienceSecond.findMany({ orderBy: { second: "asc" } }),
    sessions: await db.session.findMany({ orderBy: { id: "asc" } }),
    verified: await recomputeSums(db),
    next: (await db.organisation.create({ data: { name: "Later" } })).id,
  }));
  const { dataDir } = installation;
  return {
    ...rows,
    secret: await readFile(path.join(dataDir, "secret"), "utf8"),
    film: await readFile(path.join(dataDir, "videos", FILM), "utf8"),
  };
}

describe.each(["embedded", "server"] as const)("a backup of the %s database", (kind) => {
  let folder: string;
  let backup: string;
  let source: Installation;
  const drops: (() => Promise<void>)[] = [];

  async function installation(name: string): Promise<Installation> {
    const dataDir = path.join(folder, name);
    await mkdir(dataDir, { recursive: true });
    if (kind === "embedded") return { dataDir, databaseUrl: undefined, videosInBucket: false };
    const { url, drop } = await createDatabase(inject("postgresUrl"), { migrated: false });
    drops.push(drop);
    return { dataDir, databaseUrl: url, videosInBucket: false };
  }

  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), "reactline-backup-"));
    backup = path.join(folder, "backup.tar");
    source = await installation("source");
    if (kind === "embedded") await putMigratedCluster(source.dataDir);
    await within(source, fill);
    await writeFile(path.join(source.dataDir, "secret"), "the secret", { mode: 0o600 });
    await mkdir(path.join(source.dataDir, "videos"));
    await writeFile(path.join(source.dataDir, "videos", FILM), "a film");
    const manifest = await makeBackup(source, backup);
    expect(manifest.parts.map(({ name }) => name)).toEqual([
      kind === "embedded" ? "database.tar.gz" : "database.dump",
      "secret",
      `videos/${FILM}`,
    ]);
  }, 180_000);
  afterAll(async () => {
    for (const drop of drops) await drop();
    await rm(folder, { recursive: true, force: true });
  });

  /** The backup with one of its entries changed, in a file of its own. */
  async function altered(name: string, content: (old: Buffer) => string | Buffer): Promise<string> {
    const work = await mkdtemp(path.join(folder, "altered-"));
    await tar.extract({ file: backup, cwd: work });
    await writeFile(path.join(work, name), content(await readFile(path.join(work, name))));
    const file = path.join(work, "altered.tar");
    await tar.create({ file, cwd: work }, [
      MANIFEST_NAME,
      ...(await readdir(work)).filter((f) => !/altered|manifest/.test(f)),
    ]);
    return file;
  }

  it("brings everything back, of which verify finds no difference, and new rows get new ids", async () => {
    const target = await installation("target");
    await restoreBackup(target, backup);
    const [was, is] = [await contentsOf(source), await contentsOf(target)];
    expect(is).toEqual(was);
    expect(is.batches).toHaveLength(9);
    expect(is.verified).toMatchObject({ differences: [], batches: 9 });
    expect((await stat(path.join(target.dataDir, "secret"))).mode & 0o077).toBe(0);
    expect((await readdir(target.dataDir)).filter((name) => name.startsWith("."))).toEqual([]);

    // What is there is replaced when that is asked for, and only then.
    await within(target, (db) => db.sampleBatch.deleteMany());
    await expect(restoreBackup(target, backup)).rejects.toThrow("--force");
    expect((await contentsOf(target)).batches).toEqual([]);
    await restoreBackup(target, backup, { force: true });
    expect((await contentsOf(target)).batches).toHaveLength(9);
  }, 180_000);

  it("that was changed, is not one, or is of a newer program changes nothing", async () => {
    const target = await installation("untouched");
    await within(target, fill);
    const before = await within(target, (db) => db.sampleBatch.findMany());
    const database = kind === "embedded" ? "database.tar.gz" : "database.dump";
    const manifest =
      (change: (parsed: { migrations: string[]; database: string }) => void) => (old: Buffer) => {
        const parsed = JSON.parse(old.toString());
        change(parsed);
        return JSON.stringify(parsed);
      };
    const files: [string, string][] = [
      [
        await altered(database, (old) => Buffer.concat([old.subarray(0, -9), Buffer.alloc(9)])),
        "is not what was backed up",
      ],
      [
        await altered(
          MANIFEST_NAME,
          manifest((m) => m.migrations.push("29990101000000_later")),
        ),
        "newer",
      ],
      [
        await altered(
          MANIFEST_NAME,
          manifest((m) => (m.database = kind === "embedded" ? "server" : "embedded")),
        ),
        kind === "embedded" ? "Set DATABASE_URL" : "Leave DATABASE_URL",
      ],
      [path.join(folder, "absent.tar"), "no file"],
      [path.join(source.dataDir, "secret"), "not a whole backup"],
    ];
    for (const [file, why] of files) {
      const restoring = restoreBackup(target, file, { force: true });
      await expect(restoring, why).rejects.toThrow(BackupError);
      await expect(restoring, why).rejects.toThrow(why);
    }
    expect(await within(target, (db) => db.sampleBatch.findMany())).toEqual(before);
  }, 180_000);

  it("replaces no file, and nothing that is in use", async () => {
    await expect(makeBackup(source, backup)).rejects.toThrow("there already");
    if (kind === "embedded") {
      const release = await lockDataDir(source.dataDir);
      await expect(makeBackup(source, path.join(folder, "other.tar"))).rejects.toThrow("in use");
      await expect(restoreBackup(source, backup, { force: true })).rejects.toThrow("in use");
      await release();
      expect(await readdir(folder)).not.toContain("other.tar");
    } else {
      const { db, close } = await openDatabase(where(source));
      await expect(restoreBackup(source, backup, { force: true })).rejects.toThrow("Stop the servers first");
      expect(await db.sampleBatch.count()).toBe(9);
      await close();
    }
  });
});
