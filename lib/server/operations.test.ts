import { createServer, type Server } from "node:http";
import { afterEach, describe, expect, it } from "vitest";
import { answerOperations, type Operations } from "./operations.ts";
import type { Readiness } from "./readiness.ts";

const UP: Readiness = { ready: true, draining: false, database: "up", fold: "up", redis: "none" };
const TOKEN = "a-token-of-some-length";
let server: Server | undefined;
afterEach(() => new Promise<void>((resolve) => (server ? server.close(() => resolve()) : resolve())));

async function serve(changes: Partial<Operations> = {}) {
  const operations: Operations = {
    metrics: {
      contentType: "text/plain; version=0.0.4",
      text: async () => "reactline_viewers_connected 3\n",
    },
    readiness: async () => UP,
    token: undefined,
    ...changes,
  };
  server = createServer((request, response) => {
    if (!answerOperations(request, response, operations)) response.end("a page");
  });
  await new Promise<void>((resolve) => server?.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const port = typeof address === "object" && address ? address.port : 0;
  return (path: string, headers: Record<string, string> = {}) =>
    fetch(`http://127.0.0.1:${port}${path}`, { headers });
}

describe("the metrics", () => {
  it("are for this machine alone when there is no token", async () => {
    const get = await serve();
    const own = await get("/metrics");
    expect([own.status, await own.text()]).toEqual([200, "reactline_viewers_connected 3\n"]);
    // Through a proxy on this machine, whatever it says of the client.
    for (const header of ["x-forwarded-for", "forwarded", "x-real-ip", "via"]) {
      expect((await get("/metrics", { [header]: "127.0.0.1" })).status, header).toBe(403);
    }
  });

  it("are for whoever has the token, and nobody else, when there is one", async () => {
    const get = await serve({ token: TOKEN });
    expect((await get("/metrics")).status).toBe(403);
    expect((await get("/metrics", { authorization: "Bearer wrong" })).status).toBe(403);
    expect((await get("/metrics", { authorization: TOKEN })).status).toBe(403);
    const headers = { authorization: `Bearer ${TOKEN}`, "x-forwarded-for": "203.0.113.7" };
    expect((await get("/metrics", headers)).status).toBe(200);
  });

  it("show a failure to nobody", async () => {
    const get = await serve({
      metrics: { contentType: "text/plain", text: () => Promise.reject(new Error("secret")) },
    });
    const failed = await get("/metrics");
    expect([failed.status, await failed.text()]).toEqual([500, "Something went wrong on the server.\n"]);
  });
});

describe("readiness", () => {
  it("says why to this machine, and only whether to a stranger", async () => {
    const get = await serve({ readiness: async () => ({ ...UP, ready: false, database: "down" }) });
    const own = await get("/api/ready");
    expect([own.status, await own.json()]).toEqual([503, { ...UP, ready: false, database: "down" }]);
    const stranger = await get("/api/ready?x=1", { "x-forwarded-for": "203.0.113.7" });
    expect([stranger.status, await stranger.json()]).toEqual([503, { ready: false }]);
  });

  it("leaves every other path to the pages", async () => {
    const get = await serve();
    for (const path of ["/", "/metrics/", "/api/ready/now"]) {
      expect(await (await get(path)).text(), path).toBe("a page");
    }
    expect((await get("/api/ready")).status).toBe(200);
  });
});
