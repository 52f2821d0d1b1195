import { createReadStream } from "node:fs";
import { rm, stat } from "node:fs/promises";
import { Readable } from "node:stream";
import type { ReadableStream as WebStream } from "node:stream/web";
import { AwsClient } from "aws4fetch";
import { isStoredName, newStoredName, type StoredKind } from "./stored-name.ts";
import type { VideoStore } from "./video-store.ts";

export interface S3Settings {
  /** The bucket's address, a folder of it at its end or none: https://s3.example.org/bucket/folder. */
  url: string;
  region: string;
  accessKeyId: string;
  secretAccessKey: string;
}

/** The store cannot be used; `message` is one sentence for the person who started the server. */
export class VideoStoreUnavailableError extends Error {
  override readonly name = "VideoStoreUnavailableError";
}

/** A store in a bucket of any service that speaks S3, with path-style addresses and signatures of version 4. */
export function s3VideoStore({ url, region, accessKeyId, secretAccessKey }: S3Settings): VideoStore {
  const client = new AwsClient({ accessKeyId, secretAccessKey, region, service: "s3", retries: 3 });
  const base = url.replace(/\/+$/, "");

  /** Throws RangeError for a name that the store did not give. */
  function addressOf(name: string): string {
    if (!isStoredName(name)) throw new RangeError("not the name of a stored file");
    return `${base}/${name}`;
  }

  async function keep(name: string, init: RequestInit): Promise<void> {
    // Not by the client's own fetch, which would send a stream again that was read.
    const request = await client.sign(addressOf(name), { method: "PUT", ...init });
    await settle(await fetch(request), "PUT");
  }

  return {
    async adopt(file, kind) {
      const name = newStoredName(kind);
      const { size } = await stat(file);
      const body = Readable.toWeb(createReadStream(file)) as ReadableStream;
      await keep(name, {
        body,
        headers: { "content-length": String(size), "content-type": CONTENT_TYPES[kind] },
        duplex: "half",
      } as RequestInit);
      await rm(file);
      return name;
    },
    async put(bytes, kind) {
      const name = newStoredName(kind);
      await keep(name, { body: Buffer.from(bytes), headers: { "content-type": CONTENT_TYPES[kind] } });
      return name;
    },
    async size(name) {
      if (!isStoredName(name)) return null;
      const answer = await client.fetch(addressOf(name), { method: "HEAD" });
      if (answer.status === 404) return null;
      await settle(answer, "HEAD");
      return Number(answer.headers.get("content-length"));
    },
    read(name, first, last) {
      const address = addressOf(name);
      const ending = new AbortController();
      const stream = Readable.from(
        (async function* () {
          const headers = { range: `bytes=${first}-${last}` };
          const answer = await client.fetch(address, { headers, signal: ending.signal });
          if (answer.status !== 206 || answer.body === null) return settle(answer, "GET", 206);
          yield* Readable.fromWeb(answer.body as WebStream);
        })(),
        { objectMode: false },
      );
      // Whoever stops reading stops the transfer, too.
      return stream.once("close", () => ending.abort());
    },
    async remove(name) {
      const answer = await client.fetch(addressOf(name), { method: "DELETE" });
      if (answer.status !== 404) await settle(answer, "DELETE");
    },
    async *list() {
      const { origin, pathname } = new URL(base);
      const [, bucket = "", ...folders] = pathname.split("/");
      const prefix = folders.map((folder) => `${decodeURIComponent(folder)}/`).join("");
      for (let token: string | undefined, more = true; more; more = token !== undefined) {
        const query = new URLSearchParams({ "list-type": "2", prefix });
        if (token !== undefined) query.set("continuation-token", token);
        const answer = await client.fetch(`${origin}/${bucket}?${query}`);
        const xml = await answer.text();
        if (!answer.ok) throw new Error(`the video store answered ${answer.status} to a list`);
        for (const [, key = "", at = ""] of xml.matchAll(LISTED)) {
          const name = key.slice(prefix.length);
          if (isStoredName(name)) yield { name, modifiedAt: new Date(at) };
        }
        token = /<NextContinuationToken>([^<]+)</.exec(xml)?.[1];
      }
    },
    async check() {
      const name = newStoredName("jpg");
      try {
        await keep(name, { body: Buffer.of(0) });
        await this.remove(name);
      } catch (error) {
        throw new VideoStoreUnavailableError(
          `The video store ${new URL(base).host} of S3_URL cannot be used (${reasonOf(error)}). Check S3_URL, S3_REGION and the keys, and that they may write and delete.`,
        );
      }
    },
  };
}

/** Key and time of each object; the keys that matter here are of hexadecimal digits, which XML does not escape. */
const LISTED = /<Contents>.*?<Key>([^<]*)<\/Key>.*?<LastModified>([^<]*)<\/LastModified>/gs;
const CONTENT_TYPES: Record<StoredKind, string> = { mp4: "video/mp4", webm: "video/webm", jpg: "image/jpeg" };

/** Reads an answer to its end. Throws an Error with the status when it is no success, or not the one asked for. */
async function settle(answer: Response, method: string, expected?: number): Promise<void> {
  const text = await answer.text();
  if (expected === undefined ? answer.ok : answer.status === expected) return;
  const code = /<Code>(\w+)<\/Code>/.exec(text)?.[1] ?? "no code";
  throw new Error(`the video store answered ${answer.status} (${code}) to ${method}`);
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? error.cause.message : error.message;
}
