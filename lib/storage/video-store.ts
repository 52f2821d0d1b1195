import { randomBytes } from "node:crypto";
import { createReadStream } from "node:fs";
import { mkdir, rename, rm, stat, writeFile } from "node:fs/promises";
import path from "node:path";
import type { Readable } from "node:stream";
import { env } from "#lib/server/env.ts";

/** Names that the store gives, and the only ones it takes: no separators, no dots but the extension's. */
const STORED_NAME = /^[0-9a-f]{32}\.(mp4|webm|jpg)$/;

export type StoredKind = "mp4" | "webm" | "jpg";

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
}

/** A store in a folder of this machine, which is made when it is first needed. */
export function localVideoStore(folder: string): VideoStore {
  /** Throws RangeError for a name that the store did not give. */
  function pathOf(name: string): string {
    if (!STORED_NAME.test(name)) throw new RangeError("not the name of a stored file");
    return path.join(folder, name);
  }

  async function newName(kind: StoredKind): Promise<string> {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    return `${randomBytes(16).toString("hex")}.${kind}`;
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
      if (!STORED_NAME.test(name)) return null;
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
  };
}

/** The store of this server: in its data folder, out of reach of whatever serves files by path. */
export function videoStore(): VideoStore {
  return localVideoStore(path.join(env().dataDir, "videos"));
}
