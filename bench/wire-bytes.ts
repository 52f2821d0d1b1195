import { subscribe } from "node:diagnostics_channel";
import type { Socket } from "node:net";
import { z } from "zod";

const messageSchema = z.object({ socket: z.custom<Socket>() });

/**
 * From now on, all bytes in both directions over TCP connections that this process opens, without TCP's own headers.
 */
export function countWireBytes(): () => number {
  const sockets: Socket[] = [];
  // Node's own channel of outgoing connections.
  subscribe("net.client.socket", (message) => {
    sockets.push(messageSchema.parse(message).socket);
  });
  return () => sockets.reduce((sum, { bytesRead, bytesWritten }) => sum + bytesRead + bytesWritten, 0);
}
