import { WebSocket } from "ws";
import { memoryStore } from "#lib/capture/batch-store.ts";
import { type CaptureSocket, openCaptureSocket } from "#lib/capture/capture-socket.ts";
import { Uplink } from "#lib/capture/uplink.ts";

/** One viewer's connection, as the load generator needs it. */
export interface LoadConnection {
  connected: Promise<void>;
  push(second: number, bytes: Uint8Array<ArrayBuffer>): void;
  finish(): Promise<void>;
  close(): void;
}

export interface LoadListener {
  /** An answer to the batch of a second: "stored" or a refusal's code. */
  answered(second: number, outcome: string): void;
  /** A batch goes out; more often than once when it was refused or its answer did not come. */
  sending(): void;
  lost(): void;
}

/**
 * A viewer's page from the uplink on, with the product's own code and a store in memory: four batches in flight, what
 * the server asks to wait for is held back, longer each time.
 */
export function openSocketIo(url: string, ticket: string, listener: LoadListener): LoadConnection {
  let connected = () => {};
  const isConnected = new Promise<void>((resolve) => {
    connected = resolve;
  });
  const uplink = new Uplink({
    store: memoryStore(),
    openSocket: (current) => overheard(openCaptureSocket(current, url), listener, connected),
    ticket,
    renewTicket: async () => ticket,
    onChange: () => {},
  });
  void uplink.open();
  return {
    connected: isConnected,
    push: (second, bytes) => void uplink.pushEncoded({ segment: 1, second, bytes }),
    finish: () => uplink.finish(),
    close: () => uplink.close(),
  };
}

/** The same socket, of which the listener hears what goes over it. */
function overheard(socket: CaptureSocket, listener: LoadListener, connected: () => void): CaptureSocket {
  return {
    ...socket,
    get connected() {
      return socket.connected;
    },
    push: (bytes) => {
      listener.sending();
      socket.push(bytes);
    },
    onAcks: (take) =>
      socket.onAcks((acks) => {
        for (const { second, outcome } of acks) listener.answered(second, outcome);
        take(acks);
      }),
    onConnect: (take) =>
      socket.onConnect(() => {
        connected();
        take();
      }),
    onDisconnect: (take) =>
      socket.onDisconnect((willRetry) => {
        listener.lost();
        take(willRetry);
      }),
  };
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
    push: (_, bytes) => {
      listener.sending();
      socket.send(bytes);
    },
    finish: async () => {},
    close: () => socket.terminate(),
  };
}
