import type { IncomingMessage, ServerResponse } from "node:http";
import sirv from "sirv";

const PREFIX = "/_next/static";
const YEAR_SECONDS = 31_536_000;

export type Scripts = (request: IncomingMessage, response: ServerResponse, otherwise: () => void) => void;

/** In development, where there is no build. */
export const leftToNext: Scripts = (_request, _response, otherwise) => otherwise();

/**
 * Scripts and styles of the production build as build.mjs has compressed them, by brotli at its best: a sixth
 * less to fetch than what Next compresses while it answers. Other requests, other
 * files, parts of files (sirv 3.0.2 throws at a range that ends before it begins) and browsers that do not read
 * brotli are left to `otherwise`, which is Next.
 */
export function staticScripts(buildFolder: string): Scripts {
  const files = sirv(`${buildFolder}/static`, {
    brotli: true,
    etag: true,
    extensions: [],
    immutable: true,
    maxAge: YEAR_SECONDS,
  });
  return (request, response, otherwise) => {
    const { url = "", method, headers } = request;
    const isOurs =
      url.startsWith(`${PREFIX}/`) && /\.(js|css)(\?|$)/.test(url) && (method === "GET" || method === "HEAD");
    const asksForBrotli = /\bbr\b/.test(String(headers["accept-encoding"]));
    if (!isOurs || !asksForBrotli || headers.range !== undefined) return otherwise();
    request.url = url.slice(PREFIX.length);
    files(request, response, () => {
      request.url = url;
      otherwise();
    });
  };
}
