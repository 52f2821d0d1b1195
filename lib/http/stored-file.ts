import { Readable } from "node:stream";
import { AppError } from "#lib/protocol/app-error.ts";
import type { VideoStore } from "#lib/storage/video-store.ts";
import { byteRange } from "./byte-range.ts";

/** Content never changes under its name; the browser asks again after this, in case it may no longer. */
const FRESH_S = 600;

/**
 * Answers with a file of the store, or the part of it that is asked for. The type is the one that was found by
 * content at the upload; nothing in the file can make a browser run it. Throws AppError "not-found".
 */
export async function storedFile(
  request: Request,
  store: VideoStore,
  { name, contentType }: { name: string; contentType: string },
): Promise<Response> {
  const size = await store.size(name);
  if (size === null || size === 0) throw new AppError("not-found");
  const etag = `"${name}"`;
  const headers = {
    "content-type": contentType,
    "accept-ranges": "bytes",
    etag,
    "cache-control": `private, max-age=${FRESH_S}`,
    "content-disposition": "inline",
    "x-content-type-options": "nosniff",
    "content-security-policy": "default-src 'none'; sandbox",
  };
  if (request.headers.get("if-none-match") === etag) return new Response(null, { status: 304, headers });
  const condition = request.headers.get("if-range");
  const asked = condition === null || condition === etag ? request.headers.get("range") : null;
  const range = byteRange(asked, size);
  if (range === "outside") {
    return new Response(null, { status: 416, headers: { ...headers, "content-range": `bytes */${size}` } });
  }
  const { first, last } = range === "all" ? { first: 0, last: size - 1 } : range;
  const body =
    request.method === "HEAD" ? null : (Readable.toWeb(store.read(name, first, last)) as ReadableStream);
  return new Response(body, {
    status: range === "all" ? 200 : 206,
    headers: {
      ...headers,
      "content-length": String(last - first + 1),
      ...(range === "all" ? {} : { "content-range": `bytes ${first}-${last}/${size}` }),
    },
  });
}
