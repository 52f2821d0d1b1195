import type { Server as HttpServer } from "node:http";
import { setTimeout as delay } from "node:timers/promises";
import type { Server } from "socket.io";
import { CAPTURE_NAMESPACE, STUDIO_NAMESPACE } from "#lib/protocol/capture-events.ts";

const SLICE_MS = 100;
/** So few connections are ended at once, however much time there is. */
const LEAST_A_SLICE = 20;

/**
 * Takes no new connection and ends those that are open, spread over `overMs`, so that thousands of viewers do not
 * come back to the other processes in one moment. To a client it looks like a network that broke: it connects
 * again by itself, and what was not acknowledged it sends again.
 */
export async function drain(http: HttpServer, io: Server, overMs: number): Promise<void> {
  // Connections that are open go on; the port is free at once.
  http.close();
  http.closeIdleConnections();
  const connections = [CAPTURE_NAMESPACE, STUDIO_NAMESPACE].flatMap((name) =>
    [...io.of(name).sockets.values()].map((socket) => socket.conn),
  );
  const slices = Math.max(1, Math.floor(overMs / SLICE_MS));
  const aSlice = Math.max(LEAST_A_SLICE, Math.ceil(connections.length / slices));
  let ended = 0;
  for (const connection of connections) {
    connection.close();
    if (++ended % aSlice === 0 && ended < connections.length) await delay(SLICE_MS);
  }
}
