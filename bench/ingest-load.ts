import { setTimeout as delay } from "node:timers/promises";
import { quantile } from "simple-statistics";
import { CAPTURE_CODES } from "#lib/protocol/capture-events.ts";
import { type LoadConnection, openSocketIo, openWs } from "./load-connections.ts";
import { type LoadOrder, type LoadReport, loadOrderSchema } from "./load-messages.ts";
import { syntheticBytes } from "./synthetic-seconds.ts";

/** Invented viewers whose batches are made before anything is sent; each is played by many. */
const PEOPLE = 60;
const TICK_MS = 4;
/** How long answers are waited for after the last batch was due, ms. */
const PATIENCE_MS = 60_000;
const RETRY_MS = 500;

const report = (message: LoadReport) => void process.send?.(message);
const told = (word: string) =>
  new Promise<void>((resolve) => {
    const listen = (message: unknown) => {
      if (message !== word) return;
      process.off("message", listen);
      resolve();
    };
    process.on("message", listen);
  });

/**
 * Open loop: batch k of all is due at k/viewers seconds, whatever was answered, so viewers are staggered evenly
 * over the second. A latency counts from when the batch was due, so that a generator that is late shows.
 */
async function play(order: LoadOrder): Promise<void> {
  const films = Array.from({ length: PEOPLE }, (_, i) => syntheticBytes(`load/${i}`, order.seconds));
  const viewers = order.tickets.length;
  const dueMs = new Float64Array(viewers * order.seconds);
  const ackedAtMs = new Float64Array(viewers * order.seconds);
  const refused: Record<string, number> = {};
  let [sent, again, acked, disconnects] = [0, 0, 0, 0];
  let streaming = true;

  const connections: LoadConnection[] = [];
  const bytesOf = (viewer: number, second: number) => films[viewer % PEOPLE]![second]!;
  const resend = (viewer: number, second: number) => {
    again++;
    connections[viewer]!.push(bytesOf(viewer, second));
  };
  const open = order.kind === "ws" ? openWs : openSocketIo;
  for (const [viewer, ticket] of order.tickets.entries()) {
    connections.push(
      open(order.url, ticket, {
        answered(second, outcome) {
          const at = viewer * order.seconds + second;
          if (outcome === "stored") {
            if (ackedAtMs[at] === 0) {
              ackedAtMs[at] = performance.now();
              acked++;
            }
            return;
          }
          refused[outcome] = (refused[outcome] ?? 0) + 1;
          const code = CAPTURE_CODES[outcome as keyof typeof CAPTURE_CODES];
          if (code?.retry) setTimeout(() => resend(viewer, second), RETRY_MS);
        },
        lost: () => {
          if (streaming) disconnects++;
        },
        back: () => {
          for (let second = 0; second < order.seconds; second++) {
            const at = viewer * order.seconds + second;
            if (dueMs[at]! > 0 && ackedAtMs[at] === 0) resend(viewer, second);
          }
        },
      }),
    );
    await delay(1000 / order.connectsASecond);
  }
  await Promise.all(connections.map(({ connected }) => connected));
  report({ phase: "connected", viewers });
  await told("stream");

  const before = connections.reduce((sum, connection) => sum + connection.wireBytes(), 0);
  const cpuBefore = process.cpuUsage();
  const startMs = performance.now();
  const total = viewers * order.seconds;
  while (sent < total) {
    const nowMs = performance.now();
    for (; sent < total && startMs + (sent * 1000) / viewers <= nowMs; sent++) {
      const viewer = sent % viewers;
      const second = Math.floor(sent / viewers);
      dueMs[viewer * order.seconds + second] = startMs + (sent * 1000) / viewers;
      connections[viewer]!.push(bytesOf(viewer, second));
    }
    await delay(TICK_MS);
  }
  for (const deadline = Date.now() + PATIENCE_MS; acked < total && Date.now() < deadline; ) await delay(50);
  const { user, system } = process.cpuUsage(cpuBefore);
  const latencies = [...ackedAtMs].flatMap((at, i) => (at > 0 ? [at - dueMs[i]!] : []));
  report({
    phase: "answered",
    sent,
    again,
    acked,
    refused,
    disconnects,
    ackP50Ms: quantile(latencies, 0.5),
    ackP99Ms: quantile(latencies, 0.99),
    ackMaxMs: latencies.reduce((most, latency) => Math.max(most, latency), 0),
    wireBytes: connections.reduce((sum, connection) => sum + connection.wireBytes(), 0) - before,
    cpuMs: (user + system) / 1000,
  });
  await told("finish");
  await finishAll(connections, order.finishing);
  report({ phase: "finished", viewers });
  streaming = false;
  for (const connection of connections) connection.close();
  process.disconnect?.();
}

async function finishAll(connections: readonly LoadConnection[], atATime: number): Promise<void> {
  const waiting = [...connections];
  await Promise.all(
    Array.from({ length: atATime }, async () => {
      for (let next = waiting.pop(); next; next = waiting.pop()) await next.finish();
    }),
  );
}

process.once("message", (order) => {
  play(loadOrderSchema.parse(order)).catch((error: unknown) => {
    console.error(error);
    process.exit(1);
  });
});
