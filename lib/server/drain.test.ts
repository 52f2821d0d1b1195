import { createServer } from "node:http";
import { Server } from "socket.io";
import { io, type Socket } from "socket.io-client";
import { afterEach, expect, it } from "vitest";
import { CAPTURE_NAMESPACE, STUDIO_NAMESPACE } from "#lib/protocol/capture-events.ts";
import { drain } from "./drain.ts";

const closes: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closes.splice(0)) await close();
});

async function start() {
  const http = createServer((_request, response) => response.end("served"));
  const server = new Server(http, { transports: ["websocket"] });
  for (const name of [CAPTURE_NAMESPACE, STUDIO_NAMESPACE]) server.of(name);
  await new Promise<void>((resolve) => http.listen(0, "127.0.0.1", resolve));
  closes.push(() => server.close());
  const address = http.address();
  const url = `http://127.0.0.1:${typeof address === "object" && address ? address.port : 0}`;
  async function open(namespace: string): Promise<Socket> {
    const client = io(url + namespace, { transports: ["websocket"], forceNew: true });
    closes.unshift(() => client.disconnect());
    await new Promise<void>((resolve) => client.once("connect", resolve));
    return client;
  }
  return { http, server, url, open };
}

it("takes nobody new and sends everybody who is there away, to come again by themselves", async () => {
  const { http, server, url, open } = await start();
  const clients = [await open(CAPTURE_NAMESPACE), await open(STUDIO_NAMESPACE)];
  const ends = clients.map((client) => new Promise((resolve) => client.once("disconnect", resolve)));
  await drain(http, server, 0);
  // As after a network that broke: Socket.IO's client then connects again by itself.
  expect(await Promise.all(ends)).toEqual(["transport close", "transport close"]);
  expect(clients.map((client) => client.active)).toEqual([true, true]);
  await expect(fetch(url)).rejects.toThrow();
});

it("spreads many over the time there is", async () => {
  const { http, server, open } = await start();
  const clients = await Promise.all(Array.from({ length: 50 }, () => open(CAPTURE_NAMESPACE)));
  const startedMs = performance.now();
  await drain(http, server, 300);
  // Fifty in slices of twenty: three slices, two pauses of 100 ms.
  expect(performance.now() - startedMs).toBeGreaterThanOrEqual(195);
  await expect.poll(() => clients.some((client) => client.connected)).toBe(false);
});
