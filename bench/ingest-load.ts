import { setTimeout as delay } from "node:timers/promises";
import { quantile } from "simple-statistics";
import { type LoadConnection, openSocketIo, openWs } from "./load-connections.ts";
import { type LoadOrder, type LoadReport, loadOrderSchema } from "./load-messages.ts";
import { syntheticBytes } from "./synthetic-seconds.ts";
import { countWireBytes } from "./wire-bytes.ts";

/** Invented viewers whose batches are made before anything is sent; each is played by many. */
const PEOPLE = 60;
const TICK_MS = 4;
/** How long answers are waited for after the last batch was due, ms. */
const PATIENCE_MS = 60_000;

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
 * over the second. Each viewer keeps and repeats as the viewer's page does. A latency counts from when the batch was due,
 * so that a generator that is late, and a page that holds back, show.
 */
async function play(order: LoadOrder): Promise<void> {
  const films = Array.from({ length: PEOPLE }, (_, i) => syntheticBytes(`load/${i}`, order.seconds));
  const viewers = order.tickets.length;
  const total = viewers * order.seconds;
  const ackedAtMs = new Float64Array(total);
  const refused: Record<string, number> = {};
  let [due, sent, acked, disconnects] = [0, 0, 0, 0];
  let streaming = true;

  const wireBytes = countWireBytes();
  const connections: LoadConnection[] = [];
  const open = order.kind === "ws" ? openWs : openSocketIo;
  for (const [viewer, ticket] of order.tickets.entries()) {
    connections.push(
      open(order.url, ticket, {
        answered(second, outcome) {
          const at = viewer * order.seconds + second;
          if (outcome !== "stored") refused[outcome] = (refused[outcome] ?? 0) + 1;
          else if (ackedAtMs[at] === 0) {
            ackedAtMs[at] = performance.now();
            acked++;
          }
        },
        sending: () => {
          sent++;
        },
        lost: () => {
          if (streaming) disconnects++;
        },
      }),
    );
    await delay(1000 / order.connectsASecond);
  }
  await Promise.all(connections.map(({ connected }) => connected));
  report({ phase: "connected", viewers });
  await told("stream");

  const bytesBefore = wireBytes();
  const cpuBefore = process.cpuUsage();
  const startMs = performance.now();
  const dueAtMs = (batch: number) => startMs + (batch * 1000) / viewers;
  while (due < total) {
    const nowMs = performance.now();
    for (; due < total && dueAtMs(due) <= nowMs; due++) {
      const viewer = due % viewers;
      const second = Math.floor(due / viewers);
      connections[viewer]!.push(second, films[viewer % PEOPLE]![second]!);
    }
    await delay(TICK_MS);
  }
  for (const deadline = Date.now() + PATIENCE_MS; acked < total && Date.now() < deadline; ) await delay(50);
  const { user, system } = process.cpuUsage(cpuBefore);
  const latencies = [...ackedAtMs].flatMap((at, i) => {
    const [viewer, second] = [Math.floor(i / order.seconds), i % order.seconds];
    return at > 0 ? [at - dueAtMs(second * viewers + viewer)] : [];
  });
  report({
    phase: "answered",
    sent: due,
    again: sent - due,
    acked,
    refused,
    disconnects,
    ackP50Ms: quantile(latencies, 0.5),
    ackP99Ms: quantile(latencies, 0.99),
    ackMaxMs: latencies.reduce((most, latency) => Math.max(most, latency), 0),
    wireBytes: wireBytes() - bytesBefore,
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
