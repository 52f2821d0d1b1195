import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { Server } from "socket.io";
import { afterEach, expect, test } from "vitest";
import { decodeBatch } from "#lib/protocol/batch-codec.ts";
import {
  CAPTURE_NAMESPACE,
  type CaptureClientEvents,
  type CaptureServerEvents,
  type PushAck,
  refuse,
  SOCKET_PATH,
} from "#lib/protocol/capture-events.ts";
import { HALDEN_RESPONSES } from "./expression-response.ts";
import { syntheticViewing } from "./synthetic-batches.ts";
import { runSyntheticViewer } from "./synthetic-viewer.ts";

const viewing = { ...syntheticViewing("socket", 6_000, HALDEN_RESPONSES), finishes: true };
const ALL = [...viewing.calibration, ...viewing.film].map((batch) => `${batch.segment}/${batch.second}`);

let close: () => Promise<void> = async () => {};
afterEach(() => close());

/** The server's side of the protocol, kept in memory; `answer` decides what becomes of a batch. */
async function server(answer: (at: string) => PushAck = () => ({ ok: true })) {
  const events: string[] = [];
  const stored: Record<number, number[]> = {};
  const tickets: unknown[] = [];
  const http = createServer();
  const io = new Server<CaptureClientEvents, CaptureServerEvents>(http, { path: SOCKET_PATH });
  io.of(CAPTURE_NAMESPACE).on("connection", (socket) => {
    tickets.push(socket.handshake.auth.ticket);
    let calibrated = events.includes("calibrate");
    socket.on("session:resume", (ack) => ack({ ok: true, calibrated, stored }));
    socket.on("batch:push", (bytes, ack) => {
      const { segment, second } = decodeBatch(bytes);
      const verdict = answer(`${segment}/${second}`);
      if (verdict.ok) {
        events.push(`${segment}/${second}`);
        stored[segment] = [...(stored[segment] ?? []), second];
      }
      ack?.(verdict);
    });
    socket.on("session:calibrate", (ack) => {
      calibrated = true;
      events.push("calibrate");
      ack({ ok: true, refusal: null });
    });
    socket.on("session:finish", (ack) => {
      events.push("finish");
      ack({ ok: true });
    });
  });
  await new Promise<void>((resolve) => http.listen(0, "127.0.0.1", resolve));
  close = () => io.close();
  const url = `http://127.0.0.1:${(http.address() as AddressInfo).port}`;
  return { url, events, tickets };
}

test("calibration comes first, then every second of the film, then the finish, with the ticket shown", async () => {
  const { url, events, tickets } = await server();
  await runSyntheticViewer({ url, ticket: "t-1", viewing });
  expect(tickets).toEqual(["t-1"]);
  expect(events.slice(0, 6)).toEqual(["0/0", "0/1", "0/2", "0/3", "0/4", "calibrate"]);
  expect(events.filter((event) => event.includes("/")).sort()).toEqual([...ALL].sort());
  expect(events.at(-1)).toBe("finish");
});

test("run again, it sends only what the server does not have", async () => {
  let room = 7;
  const { url, events } = await server(() => (room-- > 0 ? { ok: true } : refuse("session-closed")));
  await expect(runSyntheticViewer({ url, ticket: "t", viewing })).rejects.toMatchObject({
    code: "session-closed",
  });
  room = 1_000;
  const { sent } = await runSyntheticViewer({ url, ticket: "t", viewing });
  expect(sent).toBe(ALL.length - 7);
  expect(events.filter((event) => event.includes("/")).sort()).toEqual([...ALL].sort());
  expect(events.filter((event) => event === "calibrate")).toHaveLength(1);
});

test("a refusal that may pass is asked again", async () => {
  let refusals = 3;
  const { url, events } = await server(() => (refusals-- > 0 ? refuse("too-many") : { ok: true }));
  await runSyntheticViewer({ url, ticket: "t", viewing });
  expect(events.filter((event) => event.includes("/")).sort()).toEqual([...ALL].sort());
});

test("a viewer who leaves does not finish", async () => {
  const { url, events } = await server();
  const leaver = { ...viewing, film: viewing.film.slice(0, 2), finishes: false };
  await runSyntheticViewer({ url, ticket: "t", viewing: leaver });
  expect(events).toContain("1/1");
  expect(events).not.toContain("finish");
});
