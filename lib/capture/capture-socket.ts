import { io } from "socket.io-client";
import { type BatchAck, decodeBatchAcks } from "#lib/protocol/batch-acks.ts";
import { CAPTURE_NAMESPACE, SOCKET_PATH } from "#lib/protocol/capture-events.ts";
import { clientParser } from "#lib/protocol/socket-parser.ts";

/** The part of a Socket.IO client that the uplink needs; answers are unknown until they are parsed. */
export interface CaptureSocket {
  readonly connected: boolean;
  connect(): void;
  disconnect(): void;
  /** Sends and waits for the answer; rejects when the connection goes or nothing comes in time. */
  ask(event: string, ...args: unknown[]): Promise<unknown>;
  /** Sends one batch; what became of it comes to `onAcks`, or never when the connection goes. */
  push(bytes: Uint8Array): void;
  onAcks(listener: (acks: readonly BatchAck[]) => void): void;
  onConnect(listener: () => void): void;
  /** `willRetry`: the client tries again by itself. */
  onDisconnect(listener: (willRetry: boolean) => void): void;
  /** The server refused the handshake; `code` is its reason. Null: it was not reached. */
  onRefused(listener: (code: string | null) => void): void;
  onOvertaken(listener: () => void): void;
}

const ANSWER_TIMEOUT_MS = 10_000;

/**
 * A websocket to the capture namespace of `origin`, the page's own when it is empty; `ticket` is asked at every
 * handshake. Not connected yet.
 */
export function openCaptureSocket(ticket: () => string, origin = ""): CaptureSocket {
  const socket = io(origin + CAPTURE_NAMESPACE, {
    path: SOCKET_PATH,
    transports: ["websocket"],
    parser: clientParser,
    autoConnect: false,
    reconnectionDelay: 500,
    reconnectionDelayMax: 5_000,
    auth: (give) => give({ ticket: ticket() }),
  });
  return {
    get connected() {
      return socket.connected;
    },
    connect: () => {
      socket.connect();
    },
    disconnect: () => {
      socket.disconnect();
    },
    ask: (event, ...args) => socket.timeout(ANSWER_TIMEOUT_MS).emitWithAck(event, ...args),
    push: (bytes) => {
      socket.emit("batch:push", bytes);
    },
    onAcks: (listener) => {
      socket.on("batch:acks", (bytes: unknown) => {
        const acks = decodeBatchAcks(bytes);
        // What is not understood is not answered: the batches are sent again.
        if (acks) listener(acks);
      });
    },
    onConnect: (listener) => {
      socket.on("connect", listener);
    },
    onDisconnect: (listener) => {
      socket.on("disconnect", () => listener(socket.active));
    },
    onRefused: (listener) => {
      // Socket.IO: after a refusal by the server the client does not try again by itself.
      socket.on("connect_error", (error) => listener(socket.active ? null : error.message));
    },
    onOvertaken: (listener) => {
      socket.on("session:overtaken", listener);
    },
  };
}
