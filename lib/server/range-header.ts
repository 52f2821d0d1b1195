import { readdirSync, statSync } from "node:fs";
import type { IncomingMessage, ServerResponse } from "node:http";
import path from "node:path";

/** "5-2": a part that ends before it begins. */
function isInvalid(part: string): boolean {
  const match = /^\s*(\d+)-(\d+)\s*$/.exec(part);
  return match !== null && Number(match[2]) < Number(match[1]);
}

/**
 * Takes away a Range header with a part that ends before it begins, before Next reads it, which would answer with 500.
 * Whoever asks gets the whole (RFC 9110, 14.2).
 */
export function ignoreInvalidRange({ headers }: IncomingMessage): void {
  const parts = headers.range?.replace(/^\s*bytes=/i, "").split(",") ?? [];
  if (parts.some(isInvalid)) delete headers.range;
}

/**
 * Answers whoever asks for a part of a file of the public folder that lies behind its end with 416 (RFC 9110, 15.5.17),
 * where Next would answer with 500; tells whether it did. The files are those that are there at the start.
 */
export function refuseRangeOutside(
  publicFolder: string,
): (request: IncomingMessage, response: ServerResponse) => boolean {
  const sizes = new Map<string, number>();
  for (const name of readdirSync(publicFolder, { recursive: true, encoding: "utf8" })) {
    const file = statSync(path.join(publicFolder, name));
    if (file.isFile()) sizes.set(`/${name.split(path.sep).join("/")}`, file.size);
  }
  return ({ url = "", headers }, response) => {
    const size = sizes.get(url.split("?")[0] ?? "");
    const first = /^\s*bytes=(\d+)-\d*\s*$/i.exec(headers.range ?? "")?.[1];
    if (size === undefined || first === undefined || Number(first) < size) return false;
    response.writeHead(416, { "content-range": `bytes */${size}` }).end();
    return true;
  };
}
