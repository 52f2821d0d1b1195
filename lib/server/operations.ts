import { createHash, timingSafeEqual } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { log } from "./log.ts";
import type { Metrics } from "./metrics.ts";
import type { Readiness } from "./readiness.ts";

export interface Operations {
  metrics: Pick<Metrics, "contentType" | "text">;
  readiness(): Promise<Readiness>;
  /** METRICS_TOKEN. */
  token: string | undefined;
}

const LOOPBACK = new Set(["127.0.0.1", "::1", "::ffff:127.0.0.1"]);
const PROXY_HEADERS = ["forwarded", "x-forwarded-for", "x-real-ip", "via"];

/**
 * Answers `/metrics` and `/api/ready` before the pages are asked, so that they answer when the pages do not. False
 * for every other path. To be asked before forwarded headers are settled: they tell that somebody else asks.
 */
export function answerOperations(
  request: IncomingMessage,
  response: ServerResponse,
  operations: Operations,
): boolean {
  const [path] = (request.url ?? "").split("?");
  if (path !== "/metrics" && path !== "/api/ready") return false;
  const answer = path === "/metrics" ? metrics : ready;
  answer(request, response, operations).catch((error: unknown) => {
    log().error({ err: error, path }, "unexpected failure of an operations page");
    if (!response.headersSent) send(response, 500, "text/plain", "Something went wrong on the server.\n");
  });
  return true;
}

/**
 * Whether this request may see how the server is: by the token where there is one, else from this machine itself
 * and through nobody. (Behind a balancer on the same machine that adds no header everybody looks like it: then a
 * token is needed, docs/deploy.md.)
 */
export function mayOperate(request: IncomingMessage, token: string | undefined): boolean {
  if (token !== undefined) {
    const given = /^Bearer (\S+)$/.exec(request.headers.authorization ?? "")?.[1];
    return given !== undefined && timingSafeEqual(digest(given), digest(token));
  }
  const direct = PROXY_HEADERS.every((name) => request.headers[name] === undefined);
  return direct && LOOPBACK.has(request.socket.remoteAddress ?? "");
}

async function metrics(request: IncomingMessage, response: ServerResponse, operations: Operations) {
  if (!mayOperate(request, operations.token)) {
    return send(response, 403, "text/plain", "Not for you: METRICS_TOKEN opens it, docs/deploy.md.\n");
  }
  send(response, 200, operations.metrics.contentType, await operations.metrics.text());
}

async function ready(request: IncomingMessage, response: ServerResponse, operations: Operations) {
  const readiness = await operations.readiness();
  // A stranger, such as a balancer elsewhere, sees whether and not why.
  const body = mayOperate(request, operations.token) ? readiness : { ready: readiness.ready };
  send(response, readiness.ready ? 200 : 503, "application/json", JSON.stringify(body));
}

function send(response: ServerResponse, status: number, type: string, body: string): void {
  response.writeHead(status, { "content-type": type, "cache-control": "no-store" });
  response.end(body);
}

function digest(text: string): Buffer {
  return createHash("sha256").update(text).digest();
}
