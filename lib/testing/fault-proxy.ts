import { createServer, type Socket, connect as tcpConnect } from "node:net";
import { setTimeout as delay } from "node:timers/promises";
import { type SeededRandom, seededRandom } from "#lib/analytics/seeded-random.ts";
import { messageGrouper } from "./socketio-messages.ts";
import { websocketReader } from "./websocket-frames.ts";

/** What is done to the messages of one direction; all of it nothing by default. */
export interface Faults {
  /** Each message waits this long, evenly between the two, ms. Order is kept, as TCP does. */
  delayMs?: readonly [least: number, most: number];
  /** Share of messages in the middle of which the connection is cut: a part arrives, the rest never does. */
  cut01?: number;
  /** Share of Socket.IO events that come once more, up to five messages later. */
  repeat01?: number;
  bytesPerSecond?: number;
}

export interface FaultPlan {
  toServer: Faults;
  toClient: Faults;
}

export interface FaultProxy {
  port: number;
  /** From now on; messages that are under way keep what was decided. */
  plan(plan: Partial<FaultPlan>): void;
  /** Cuts every connection that is open. */
  cutAll(): void;
  /** What was done so far. */
  done: { connections: number; messages: number; cuts: number; repeats: number };
  close(): Promise<void>;
}

const REPEATED_WITHIN = 5;
const SLICE_MS = 20;
/** More than this waiting in one direction stops reading, as a full network does. */
const WINDOW_BYTES = 1 << 20;

/**
 * A TCP proxy that is a bad network: it delays, throttles, cuts in the middle of a message and, since TCP itself
 * never repeats, repeats whole Socket.IO events inside their websocket. What becomes of the n-th message of the
 * n-th connection follows from the seed.
 */
export async function startFaultProxy(options: {
  /** Asked at each connection, so that the server may move. */
  serverPort: () => number;
  seed: string;
  plan?: Partial<FaultPlan>;
}): Promise<FaultProxy> {
  let plan: FaultPlan = { toServer: {}, toClient: {}, ...options.plan };
  const done = { connections: 0, messages: 0, cuts: 0, repeats: 0 };
  const open = new Set<Socket>();

  const server = createServer((client) => {
    const seed = `${options.seed}/${done.connections++}`;
    const upstream = tcpConnect(options.serverPort(), "127.0.0.1");
    const gone = () => {
      client.destroy();
      upstream.destroy();
    };
    for (const socket of [client, upstream]) {
      socket.setNoDelay(true);
      open.add(socket);
      // The server is down or the other side has gone: that is what this is about.
      socket.on("error", gone).on("close", () => {
        open.delete(socket);
        (socket === client ? upstream : client).destroySoon();
      });
    }
    forward(client, upstream, { random: seededRandom(`${seed}/up`), of: () => plan.toServer, done });
    forward(upstream, client, { random: seededRandom(`${seed}/down`), of: () => plan.toClient, done });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no TCP address");
  const cutAll = () => {
    for (const socket of open) socket.resetAndDestroy();
  };
  return {
    port: address.port,
    plan(changed) {
      plan = { ...plan, ...changed };
    },
    cutAll,
    done,
    async close() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      cutAll();
      await closed;
    },
  };
}

interface Direction {
  random: SeededRandom;
  of(): Faults;
  done: FaultProxy["done"];
}

/** Carries one direction, message by message. */
function forward(from: Socket, to: Socket, { random, of, done }: Direction): void {
  const read = websocketReader();
  const group = messageGrouper();
  const repeats: { bytes: Buffer; after: number }[] = [];
  let waitingBytes = 0;
  let last: Promise<void> = Promise.resolve();

  async function pass({ bytes, repeatable }: { bytes: Buffer; repeatable: boolean }): Promise<void> {
    const faults = of();
    // Always as many draws a message, so that one fault's share does not move another's places.
    const draws = {
      cut: random.uniform(),
      at: random.uniform(),
      repeat: random.uniform(),
      wait: random.uniform(),
    };
    done.messages++;
    const [least, most] = faults.delayMs ?? [0, 0];
    if (most > 0) await delay(least + (most - least) * draws.wait);
    if (draws.cut < (faults.cut01 ?? 0)) {
      await write(to, bytes.subarray(0, Math.floor(bytes.length * draws.at)), faults);
      done.cuts++;
      // The part arrives: a reset could overtake it.
      to.destroySoon();
      from.resetAndDestroy();
      return;
    }
    await write(to, bytes, faults);
    if (repeatable && draws.repeat < (faults.repeat01 ?? 0)) {
      repeats.push({ bytes, after: Math.floor(draws.at * (REPEATED_WITHIN + 1)) });
    }
    for (const repeat of repeats) repeat.after--;
    for (const due of repeats.filter(({ after }) => after < 0)) {
      repeats.splice(repeats.indexOf(due), 1);
      done.repeats++;
      await write(to, due.bytes, faults);
    }
  }

  from.on("data", (chunk: Buffer) => {
    for (const part of read(chunk)) {
      for (const message of group(part)) {
        waitingBytes += message.bytes.length;
        last = last.then(async () => {
          if (!to.destroyed) await pass(message);
          waitingBytes -= message.bytes.length;
          if (waitingBytes < WINDOW_BYTES) from.resume();
        });
      }
    }
    if (waitingBytes >= WINDOW_BYTES) from.pause();
  });
  from.on("end", () => {
    void last.then(() => to.end());
  });
}

async function write(to: Socket, bytes: Buffer, { bytesPerSecond }: Faults): Promise<void> {
  if (to.destroyed) return;
  if (bytesPerSecond === undefined) {
    to.write(bytes);
    return;
  }
  const slice = Math.max(1, Math.floor((bytesPerSecond * SLICE_MS) / 1000));
  for (let at = 0; at < bytes.length && !to.destroyed; at += slice) {
    to.write(bytes.subarray(at, at + slice));
    await delay(SLICE_MS);
  }
}
