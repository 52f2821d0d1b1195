import type { IncomingMessage } from "node:http";

const FORWARDED = [
  "forwarded",
  "x-forwarded-for",
  "x-forwarded-host",
  "x-forwarded-proto",
  "x-forwarded-port",
  "x-real-ip",
];

/**
 * Make `x-forwarded-for` trustworthy for everything behind: without a proxy in front anybody could write it, and
 * so every forwarded header is replaced by what the connection itself says. With one (`TRUST_PROXY=1`) its headers
 * stand; of `x-forwarded-for` the last entry is the proxy's own word.
 */
export function settleForwardedHeaders(request: IncomingMessage, trustProxy: boolean): void {
  if (trustProxy) return;
  for (const name of FORWARDED) delete request.headers[name];
  request.headers["x-forwarded-for"] = request.socket.remoteAddress ?? "unknown";
}
