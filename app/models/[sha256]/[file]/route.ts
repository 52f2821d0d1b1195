import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { findServedFile } from "#models/manifest.ts";

const CONTENT_TYPES: Record<string, string> = {
  json: "application/json",
  bin: "application/octet-stream",
  wasm: "application/wasm",
};

const COMMON_HEADERS = {
  "X-Content-Type-Options": "nosniff",
  // A worker takes its policy from its own script's response; nothing under /models may reach further either.
  "Content-Security-Policy":
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'; frame-ancestors 'none'",
};

/** Weights and wasm by content address: only what the manifest lists, kept by the browser for ever. */
export async function GET(
  request: Request,
  context: { params: Promise<{ sha256: string; file: string }> },
): Promise<Response> {
  const { sha256, file } = await context.params;
  const entry = findServedFile(sha256, file);
  if (!entry) {
    return Response.json(
      { error: { code: "not-found", message: "There is no such model file." } },
      { status: 404, headers: COMMON_HEADERS },
    );
  }
  const etag = `"${entry.sha256}"`;
  const headers = {
    ...COMMON_HEADERS,
    "Cache-Control": "public, max-age=31536000, immutable",
    ETag: etag,
  };
  if (request.headers.get("if-none-match")?.includes(etag))
    return new Response(null, { status: 304, headers });
  // The path is the manifest's own, never the request's.
  const bytes = await readFile(join(/* turbopackIgnore: true */ process.cwd(), entry.path));
  const extension = file.slice(file.lastIndexOf(".") + 1);
  return new Response(new Uint8Array(bytes), {
    headers: {
      ...headers,
      "Content-Type": CONTENT_TYPES[extension] ?? "application/octet-stream",
      "Content-Length": String(bytes.byteLength),
    },
  });
}
