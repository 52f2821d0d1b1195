import { io, type Socket } from "socket.io-client";
import { WebSocket } from "ws";
import { decodeBatchAcks } from "#lib/protocol/batch-acks.ts";
import { CAPTURE_NAMESPACE, SOCKET_PATH } from "#lib/protocol/capture-events.ts";
import { clientParser } from "#lib/protocol/socket-parser.ts";

/** One viewer's connection, as the load generator needs it. */
export interface LoadConnection {
  connected: Promise<void>;
  push(bytes: Uint8Array): void;
  finish(): Promise<void>;
  /** Of both directions since it was opened. */
  wireBytes(): number;
  close(): void;
}

export interface LoadListener {
  answered(second: number, outcome: string): void;
  /** It is there again after it was lost. */
  back(): void;
  lost(): void;
}

/** A real Socket.IO client with the product's parser, as the viewer's page has it. */
export function openSocketIo(url: string, ticket: string, listener: LoadListener): LoadConnection {
  const socket: Socket = io(url + CAPTURE_NAMESPACE, {
    path: SOCKET_PATH,
    transports: ["websocket"],
    parser: clientParser,
    forceNew: true,
    reconnectionDelay: 500,
    auth: { ticket },
  });
  let isFirst = true;
  let lostBytes = 0;
  const tcp = () => tcpOf(socket);
  const connected = new Promise<void>((resolve) => {
    socket.on("connect", () => {
      if (!isFirst) listener.back();
      isFirst = false;
      resolve();
    });
  });
  socket.on("disconnect", () => listener.lost());
  socket.on("batch:acks", (bytes: unknown) => {
    for (const { second, outcome } of decodeBatchAcks(bytes) ?? []) listener.answered(second, outcome);
  });
  return {
    connected,
    push: (bytes) => {
      if (socket.connected) socket.emit("batch:push", bytes);
    },
    finish: async () => {
      await socket.timeout(30_000).emitWithAck("session:finish");
    },
    wireBytes: () => lostBytes + tcp(),
    close: () => {
      lostBytes += tcp();
      socket.disconnect();
    },
  };
}

/** Bytes that went over the connection's TCP socket; it is not in the client's types. */
function tcpOf(socket: Socket): number {
  const { engine } = socket.io as unknown as {
    engine?: { transport?: { ws?: { _socket?: { bytesRead: number; bytesWritten: number } } } };
  };
  const stream = engine?.transport?.ws?._socket;
  return stream ? stream.bytesRead + stream.bytesWritten : 0;
}

/** A bare websocket to raw-ws-server.ts: its answer is the second, two bytes. */
export function openWs(url: string, viewer: string, listener: LoadListener): LoadConnection {
  const socket = new WebSocket(`${url.replace("http", "ws")}/?session=${viewer}`, {
    perMessageDeflate: false,
  });
  socket.on("message", (bytes: Buffer) => listener.answered(bytes.readUInt16LE(0), "stored"));
  socket.on("close", () => listener.lost());
  return {
    connected: new Promise((resolve, reject) => socket.once("open", resolve).once("error", reject)),
    push: (bytes) => socket.send(bytes),
    finish: async () => {},
    wireBytes: () => 0,
    close: () => socket.terminate(),
  };
}
