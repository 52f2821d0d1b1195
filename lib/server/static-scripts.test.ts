import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { brotliCompressSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { staticScripts } from "./static-scripts.ts";

const SCRIPT = "export const answer = 42;\n".repeat(100);

describe("scripts of the build", () => {
  let folder: string;
  let server: Server;
  let url: string;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "reactline-static-"));
    mkdirSync(join(folder, "static", "chunks"), { recursive: true });
    writeFileSync(join(folder, "BUILD_ID"), "secret enough");
    writeFileSync(join(folder, "static", "chunks", "a.js"), SCRIPT);
    writeFileSync(join(folder, "static", "chunks", "a.js.br"), brotliCompressSync(SCRIPT));
    const files = staticScripts(folder);
    server = createServer((request, response) =>
      files(request, response, () => response.writeHead(299).end(request.url)),
    );
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(() => {
    server.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const get = (path: string, encoding: string, method = "GET") =>
    fetch(url + path, { method, headers: { "accept-encoding": encoding } });

  it("are sent as they were compressed, and kept for a year", async () => {
    const answer = await get("/_next/static/chunks/a.js?v=1", "gzip, deflate, br");
    expect(answer.status).toBe(200);
    expect(answer.headers.get("content-encoding")).toBe("br");
    expect(answer.headers.get("vary")).toContain("Accept-Encoding");
    expect(answer.headers.get("content-type")).toContain("javascript");
    expect(answer.headers.get("cache-control")).toBe("public,max-age=31536000,immutable");
    expect(Number(answer.headers.get("content-length"))).toBe(brotliCompressSync(SCRIPT).length);
    expect(await answer.text()).toBe(SCRIPT);
  });

  it.each([
    ["a browser without brotli", "/_next/static/chunks/a.js", "gzip"],
    ["a file that is not there", "/_next/static/chunks/b.js", "br"],
    ["a file outside of the folder", "/_next/static/%2e%2e/BUILD_ID.js", "br"],
    ["another path", "/studio/a.js", "br"],
  ])("%s is left to Next, under the address that was asked for", async (_, path, encoding) => {
    const answer = await get(path, encoding);
    expect(answer.status).toBe(299);
    expect(await answer.text()).toBe(new URL(path, url).pathname);
  });

  // sirv 3.0.2 throws at such a range, after it has begun to answer.
  it.each(["bytes=5-2", "bytes=0-18446744073709551615", "bytes=0-9", "bytes="])(
    "a part of one (range: %s) is left to Next, and is answered",
    async (range) => {
      const answer = await fetch(`${url}/_next/static/chunks/a.js`, {
        headers: { "accept-encoding": "br", range },
        signal: AbortSignal.timeout(5_000),
      });
      expect(answer.status).toBe(299);
      expect(await answer.text()).toBe("/_next/static/chunks/a.js");
    },
  );

  it("are only read", async () => {
    expect((await get("/_next/static/chunks/a.js", "br", "POST")).status).toBe(299);
  });
});
