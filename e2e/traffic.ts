import type { BrowserContext, Page } from "@playwright/test";
import { decodeBatch } from "#lib/protocol/batch-codec.ts";
import type { Batch } from "#lib/protocol/sample.ts";

/** Everything that left a browser: requests with their bodies, and the frames sent on websockets. */
export interface Traffic {
  requests: { url: string; method: string; body: Buffer | null }[];
  framesSent: { url: string; payload: Buffer }[];
}

/** Listen from before the first page opens. */
export function recordTraffic(context: BrowserContext): Traffic {
  const traffic: Traffic = { requests: [], framesSent: [] };
  context.on("request", (request) => {
    traffic.requests.push({ url: request.url(), method: request.method(), body: request.postDataBuffer() });
  });
  context.on("page", (page: Page) => {
    page.on("websocket", (socket) => {
      traffic.requests.push({ url: socket.url(), method: "WEBSOCKET", body: null });
      socket.on("framesent", ({ payload }) => {
        traffic.framesSent.push({ url: socket.url(), payload: Buffer.from(payload) });
      });
    });
  });
  return traffic;
}

/** Header and 240 samples of 22 bytes: no frame of numbers is longer (batch-layout.md). */
const LONGEST_BATCH_BYTES = 20 + 22 * 240;
/** Consent, tickets and Socket.IO's own messages are short texts. */
const LONGEST_TEXT_BYTES = 4_096;

/** All that is wrong with what left: foreign hosts, images, and anything that is neither a batch nor a short text. */
export function trafficBreaches(traffic: Traffic, origin: string): string[] {
  const breaches: string[] = [];
  for (const { url, method, body } of traffic.requests) {
    if (/^(https?|wss?):/.test(url) && new URL(url).host !== new URL(origin).host) {
      breaches.push(`${method} ${url}: a foreign host`);
    }
    const wrong = body === null ? null : wrongText(body);
    if (wrong !== null) breaches.push(`${method} ${url}: its body ${wrong}`);
  }
  for (const { url, payload } of traffic.framesSent) {
    const wrong = wrongText(payload);
    if (wrong !== null && batchIn(payload) === null) breaches.push(`${url}: a frame ${wrong}`);
  }
  return breaches;
}

/** The batches among the frames that were sent. */
export function batchesSent(traffic: Traffic): Batch[] {
  return traffic.framesSent.map(({ payload }) => batchIn(payload)).filter((batch) => batch !== null);
}

function batchIn(payload: Buffer): Batch | null {
  if (payload.length > LONGEST_BATCH_BYTES) return null;
  try {
    return decodeBatch(payload);
  } catch {
    return null;
  }
}

/** Why these bytes are no short printable text without an image in it; null when they are. */
function wrongText(bytes: Buffer): string | null {
  if (/data:image|\/9j\/|iVBORw0KGgo/.test(bytes.toString("latin1"))) return "holds an image as text";
  const text = bytes.toString("utf8");
  if (!Buffer.from(text).equals(bytes) || /[^\P{Cc}\s]/u.test(text)) return "is neither text nor a batch";
  return bytes.length > LONGEST_TEXT_BYTES ? `has ${bytes.length} bytes` : null;
}
