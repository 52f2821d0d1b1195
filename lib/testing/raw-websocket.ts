import { randomBytes } from "node:crypto";
import { connect, type Socket } from "node:net";
import { SOCKET_PATH } from "#lib/protocol/capture-events.ts";
import { websocketReader } from "./websocket-frames.ts";

/** A websocket to the Socket.IO server at `port`, on which any bytes may be written; open when it resolves. */
export function openRawWebsocket(port: number): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, "127.0.0.1");
    socket.setNoDelay(true);
    const key = randomBytes(16).toString("base64");
    socket.write(
      `GET ${SOCKET_PATH}/?EIO=4&transport=websocket HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nUpgrade: websocket\r\n` +
        `Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: ${key}\r\n\r\n`,
    );
    const read = websocketReader();
    socket.on("error", reject);
    socket.once("close", () => reject(new Error("the server closed the connection")));
    socket.on("data", (chunk) => {
      // The first frame is Engine.IO's greeting.
      if (read(chunk).some((part) => part.kind === "frame")) resolve(socket);
    });
  });
}

/** One frame from a client. `first` is its first byte: 0x81 a text, 0x82 bytes; anything else is an abuse. */
export function clientFrame(first: number, payload: Uint8Array): Buffer {
  const length = payload.length;
  const header = length < 126 ? Buffer.alloc(2) : Buffer.alloc(4);
  header[0] = first;
  header[1] = 0x80 | Math.min(length, 126);
  if (length >= 126) header.writeUInt16BE(length, 2);
  const mask = randomBytes(4);
  const masked = Uint8Array.from(payload, (byte, i) => byte ^ mask[i % 4]!);
  return Buffer.concat([header, mask, masked]);
}
