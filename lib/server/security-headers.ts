import { randomBytes } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";

/** A worker takes its policy from its own script's response: static chunks and models carry this one. */
const WORKER_POLICY = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'";

/** Answers of the API and stored files: nothing in them is ever to run or to load anything. */
const DATA_POLICY = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

function pagePolicy(nonce: string, dev: boolean): string {
  return [
    "default-src 'self'",
    // React needs eval in development only, to rebuild the server's stack traces.
    `script-src 'nonce-${nonce}' 'strict-dynamic'${dev ? " 'unsafe-eval'" : ""}`,
    `style-src 'self' 'nonce-${nonce}'`,
    // Mantine and Recharts set style attributes.
    "style-src-attr 'unsafe-inline'",
    "img-src 'self' blob: data:",
    "media-src 'self' blob:",
    "font-src 'self'",
    "connect-src 'self'",
    "worker-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join("; ");
}

function policyFor(path: string, nonce: string, dev: boolean): string {
  if (path.startsWith("/_next/static/") || path.startsWith("/models/")) return WORKER_POLICY;
  return path.startsWith("/api/") ? DATA_POLICY : pagePolicy(nonce, dev);
}

/**
 * Set the security headers of a response and, for pages, hand the nonce to Next by the request's own headers
 * (whatever the client sent under these names is overwritten).
 */
export function secureHeaders(
  request: IncomingMessage,
  response: ServerResponse,
  options: { dev: boolean; https: boolean },
): void {
  const path = request.url ?? "/";
  const nonce = randomBytes(16).toString("base64");
  const policy = policyFor(path, nonce, options.dev);
  request.headers["x-nonce"] = nonce;
  request.headers["content-security-policy"] = policy;
  response.setHeader("Content-Security-Policy", policy);
  response.setHeader("X-Content-Type-Options", "nosniff");
  response.setHeader("Referrer-Policy", "same-origin");
  response.setHeader("Cross-Origin-Opener-Policy", "same-origin");
  response.setHeader("Cross-Origin-Resource-Policy", "same-origin");
  response.setHeader(
    "Permissions-Policy",
    "camera=(self), microphone=(), geolocation=(), payment=(), usb=()",
  );
  response.setHeader("X-Frame-Options", "DENY");
  if (options.https) response.setHeader("Strict-Transport-Security", "max-age=63072000; includeSubDomains");
}
