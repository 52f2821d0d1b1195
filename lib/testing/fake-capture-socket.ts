import type { CaptureSocket } from "#lib/capture/capture-socket.ts";
import type { BatchAck } from "#lib/protocol/batch-acks.ts";
import { decodeBatch } from "#lib/protocol/batch-codec.ts";
import type { Refusal } from "#lib/protocol/capture-events.ts";

type Answer = unknown | Error;

/** A connection whose answers and losses the test decides. */
export function fakeCaptureSocket() {
  const listeners = {
    connect: () => {},
    disconnect: (_: boolean) => {},
    refused: (_: string | null) => {},
    overtaken: () => {},
    acks: (_: readonly BatchAck[]) => {},
  };
  const asked: { event: string; second: number | null; answer: (answer: Answer) => void }[] = [];
  const socket: CaptureSocket & { connected: boolean; connects: number } = {
    connected: false,
    connects: 0,
    connect() {
      this.connects++;
    },
    disconnect() {
      this.connected = false;
    },
    push: (bytes) => {
      const { segment, second } = decodeBatch(bytes);
      const answer = (given: Answer) => {
        if (given instanceof Error) return;
        const { ok, code } = given as { ok: true; code?: undefined } | Refusal;
        listeners.acks([{ segment, second, outcome: ok ? "stored" : code }]);
      };
      asked.push({ event: "batch:push", second, answer });
    },
    ask: (event: string) =>
      new Promise<unknown>((resolve, reject) => {
        asked.push({
          event,
          second: null,
          answer: (answer) => (answer instanceof Error ? reject(answer) : resolve(answer)),
        });
      }),
    onAcks: (listener) => {
      listeners.acks = listener;
    },
    onConnect: (listener) => {
      listeners.connect = listener;
    },
    onDisconnect: (listener) => {
      listeners.disconnect = listener;
    },
    onRefused: (listener) => {
      listeners.refused = listener;
    },
    onOvertaken: (listener) => {
      listeners.overtaken = listener;
    },
  };
  return {
    socket,
    asked,
    listeners,
    up() {
      socket.connected = true;
      listeners.connect();
    },
    down() {
      socket.connected = false;
      listeners.disconnect(true);
      for (const each of asked.splice(0)) each.answer(new Error("socket has been disconnected"));
    },
  };
}
