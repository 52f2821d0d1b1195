import { createServer, type Server as HttpServer } from "node:http";
import { Server } from "socket.io";
import { io, type Socket } from "socket.io-client";
import { afterEach, beforeEach, expect, it } from "vitest";
import { type FaultPlan, type FaultProxy, startFaultProxy } from "./fault-proxy.ts";

let http: HttpServer;
let server: Server;
/** What reached the server, in order. */
let received: number[];
const opened: { close(): unknown }[] = [];

beforeEach(async () => {
  received = [];
  http = createServer((_request, response) => response.end("an ordinary page"));
  server = new Server(http, { transports: ["websocket"] });
  server.on("connection", (socket) => {
    socket.on("push", (bytes: Uint8Array, ack?: (length: number) => void) => {
      received.push(bytes[0]!);
      ack?.(bytes.length);
    });
    socket.on("say", (n: number) => received.push(n));
  });
  await new Promise<void>((resolve) => http.listen(0, "127.0.0.1", resolve));
});
afterEach(async () => {
  for (const one of opened.splice(0)) await one.close();
  await server.close();
});

const serverPort = () => {
  const address = http.address();
  return typeof address === "object" && address ? address.port : 0;
};

async function proxied(
  seed: string,
  plan: Partial<FaultPlan> = {},
): Promise<{ proxy: FaultProxy; client: Socket }> {
  const proxy = await startFaultProxy({ serverPort, seed });
  const client = io(`http://127.0.0.1:${proxy.port}`, {
    transports: ["websocket"],
    forceNew: true,
    reconnection: false,
  });
  opened.push({ close: () => client.disconnect() }, proxy);
  await new Promise<void>((resolve) => client.once("connect", resolve));
  proxy.plan(plan);
  return { proxy, client };
}

const bytesOf = (first: number, length = 400) => new Uint8Array(length).fill(first);
const push = (client: Socket, first: number, length?: number) =>
  client.timeout(10_000).emitWithAck("push", bytesOf(first, length)) as Promise<number>;
const gone = (client: Socket) => new Promise<string>((resolve) => client.once("disconnect", resolve));

it("without faults it changes nothing, for sockets and for pages", async () => {
  const { proxy, client } = await proxied("plain");
  for (const n of [1, 2, 3]) expect(await push(client, n)).toBe(400);
  expect(await push(client, 4, 70_000)).toBe(70_000);
  expect(received).toEqual([1, 2, 3, 4]);
  const page = await fetch(`http://127.0.0.1:${proxy.port}/`);
  expect(await page.text()).toBe("an ordinary page");
  expect(proxy.done).toMatchObject({ cuts: 0, repeats: 0 });
});

it("cuts in the middle of a message: the server never has it, the sender is not answered", async () => {
  const { proxy, client } = await proxied("cut", { toServer: { cut01: 1 } });
  const ended = gone(client);
  await expect(push(client, 1)).rejects.toThrow();
  expect(await ended).toBe("transport close");
  expect(received).toEqual([]);
  expect(proxy.done.cuts).toBe(1);
});

it("cuts an answer: the server has the message, the sender does not know", async () => {
  const { client } = await proxied("answer", { toClient: { cut01: 1 } });
  await expect(push(client, 1)).rejects.toThrow();
  expect(received).toEqual([1]);
});

it("repeats whole events, with their bytes, soon after", async () => {
  const { proxy, client } = await proxied("repeat", { toServer: { repeat01: 1 } });
  for (let n = 1; n <= 12; n++) expect(await push(client, n)).toBe(400);
  for (let n = 21; n <= 30; n++) client.emit("say", n);
  await expect.poll(() => received.includes(30)).toBe(true);
  const times = (n: number) => received.filter((one) => one === n).length;
  expect(times(1)).toBe(2);
  expect(times(21)).toBe(2);
  expect(new Set(received).size).toBe(22);
  expect(received.length).toBe(22 + proxy.done.repeats);
  expect(client.connected).toBe(true);
});

it("delays without changing the order", async () => {
  const { client } = await proxied("delay", { toServer: { delayMs: [1, 40] } });
  const startedMs = performance.now();
  for (let n = 1; n <= 10; n++) client.emit("say", n);
  await expect.poll(() => received.length).toBe(10);
  expect(received).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
  // Ten timers of at least a millisecond each, one after another.
  expect(performance.now() - startedMs).toBeGreaterThanOrEqual(10);
});

it("throttles to so many bytes a second", async () => {
  const { client } = await proxied("throttle", { toServer: { bytesPerSecond: 100_000 } });
  const startedMs = performance.now();
  expect(await push(client, 1, 30_000)).toBe(30_000);
  expect(performance.now() - startedMs).toBeGreaterThanOrEqual(270);
});

it("does the same again for the same seed, and something else for another", async () => {
  async function history(seed: string): Promise<number[]> {
    received = [];
    const { client } = await proxied(seed, { toServer: { repeat01: 0.3, cut01: 0.03 } });
    for (let n = 1; n <= 60 && client.connected; n++) await push(client, n).catch(() => {});
    client.disconnect();
    return received;
  }
  const first = await history("one");
  expect(await history("one")).toEqual(first);
  expect(await history("two")).not.toEqual(first);
});

it("a server that is down is a connection that ends, and one that is back is reached again", async () => {
  let port = 1;
  const proxy = await startFaultProxy({ serverPort: () => port, seed: "down" });
  opened.push(proxy);
  await expect(fetch(`http://127.0.0.1:${proxy.port}/`)).rejects.toThrow();
  port = serverPort();
  expect((await fetch(`http://127.0.0.1:${proxy.port}/`)).status).toBe(200);
});

it("cuts all that is open", async () => {
  const { proxy, client } = await proxied("all");
  const ended = gone(client);
  proxy.cutAll();
  expect(await ended).toBe("transport close");
});
