import { afterAll, beforeAll, expect, it } from "vitest";
import { type OpenDatabase, openDatabase } from "#lib/storage/database.ts";
import { type CaptureServer, startCaptureServer } from "#lib/testing/capture-server.ts";
import { liveHeapBytes } from "#lib/testing/heap-growth.ts";
import { migratedCluster } from "#lib/testing/migrated-cluster.ts";
import { clientFrame, openRawWebsocket } from "#lib/testing/raw-websocket.ts";

const PING = 0x89;
/** RFC 6455, 5.5: the most that a ping may carry, and its pong has to. */
const LARGEST_PAYLOAD = Buffer.alloc(125, 7);
const PINGS_A_WRITE = 500;
/** More than the kernel keeps of unread pongs on the way, which is a few MB. */
const MOST_BYTES = 40_000_000;
const GROWTH_BYTES = 4_000_000;

let opened: OpenDatabase;
let server: CaptureServer;
beforeAll(async () => {
  opened = await openDatabase({ memory: true, cluster: await migratedCluster() });
  server = await startCaptureServer(opened.db);
});
afterAll(async () => {
  await server.close();
  await opened.close();
});

it("who sends pings and reads no pong is put off before the pongs fill the memory", async () => {
  const pings = Buffer.concat(
    Array.from({ length: PINGS_A_WRITE }, () => clientFrame(PING, LARGEST_PAYLOAD)),
  );
  const socket = await openRawWebsocket(Number(new URL(server.url).port));
  const before = await liveHeapBytes();
  let isOpen = true;
  socket.on("error", () => {});
  const closed = new Promise<void>((resolve) => {
    socket.on("close", () => {
      isOpen = false;
      resolve();
    });
  });
  socket.pause();
  for (let sent = 0; isOpen && sent < MOST_BYTES; sent += pings.length) {
    if (!socket.write(pings))
      await Promise.race([new Promise((resolve) => socket.once("drain", resolve)), closed]);
  }
  const grown = (await liveHeapBytes()) - before;
  socket.destroy();
  expect(isOpen).toBe(false);
  expect(grown).toBeLessThan(GROWTH_BYTES);
});
