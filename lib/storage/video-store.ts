import { createReadStream } from "node:fs";
import { mkdir, readdir, rename, rm, stat, writeFile } from "node:fs/promises";
import path from "node:path";
import type { Readable } from "node:stream";
import { env } from "#lib/server/env.ts";
import { s3VideoStore } from "./s3-video-store.ts";
import { isStoredName, newStoredName, type StoredKind } from "./stored-name.ts";

/** Where uploaded videos and their still pictures lie, by generated names. */
export interface VideoStore {
  /** Takes over a finished file, which is no longer where it was; answers its generated name. */
  adopt(file: string, kind: StoredKind): Promise<string>;
  /** Keeps bytes; answers their generated name. */
  put(bytes: Uint8Array, kind: StoredKind): Promise<string>;
  /** Size in bytes; null when there is no such file, whatever is asked for. */
  size(name: string): Promise<number | null>;
  /** The bytes from `first` to `last`, both included. The caller reads or destroys the stream. */
  read(name: string, first: number, last: number): Readable;
  /** Removes a file; content that is gone already is no error. */
  remove(name: string): Promise<void>;
  /** Everything that is kept, in any order. */
  list(): AsyncIterable<{ name: string; modifiedAt: Date }>;
  /** Throws VideoStoreUnavailableError when nothing can be kept, with a sentence for who started the server. */
  check(): Promise<void>;
}

/** A store in a folder of this machine, which is made when it is first needed. */
export function localVideoStore(folder: string): VideoStore {
  /** Throws RangeError for a name that the store did not give. */
  function pathOf(name: string): string {
    if (!isStoredName(name)) throw new RangeError("not the name of a stored file");
    return path.join(folder, name);
  }

  async function newName(kind: StoredKind): Promise<string> {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    return newStoredName(kind);
  }

  return {
    async adopt(file, kind) {
      const name = await newName(kind);
      await rename(file, pathOf(name));
      return name;
    },
    async put(bytes, kind) {
      const name = await newName(kind);
      await writeFile(pathOf(name), bytes, { flag: "wx", mode: 0o600 });
      return name;
    },
    async size(name) {
      if (!isStoredName(name)) return null;
      try {
        const stats = await stat(pathOf(name));
        return stats.isFile() ? stats.size : null;
      } catch (error) {
        if (error instanceof Error && "code" in error && error.code === "ENOENT") return null;
        throw error;
      }
    },
    read: (name, first, last) => createReadStream(pathOf(name), { start: first, end: last }),
    remove: (name) => rm(pathOf(name), { force: true }),
    async *list() {
      const names = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
        if (error.code === "ENOENT") return [];
        throw error;
      });
      for (const name of names.filter(isStoredName)) {
        const stats = await stat(pathOf(name)).catch(() => null);
        if (stats?.isFile()) yield { name, modifiedAt: stats.mtime };
      }
    },
    // Its folder lies in DATA_DIR, where the server's own secret was written already.
    check: async () => {},
  };
}

/** Where the films lie that this server keeps itself, out of reach of whatever serves files by path. */
export function localVideoFolder(dataDir: string): string {
  return path.join(dataDir, "videos");
}

/** The store of this server: the bucket of S3_URL, or else a folder in DATA_DIR. */
export function videoStore(): VideoStore {
  const { dataDir, S3_URL: url, S3_REGION: region } = env();
  const { S3_ACCESS_KEY_ID: accessKeyId, S3_SECRET_ACCESS_KEY: secretAccessKey } = env();
  if (url === undefined || accessKeyId === undefined || secretAccessKey === undefined) {
    return localVideoStore(localVideoFolder(dataDir));
  }
  return s3VideoStore({ url, region, accessKeyId, secretAccessKey });
}
