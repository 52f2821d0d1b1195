import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { setTimeout as delay } from "node:timers/promises";
import { spawnProduction } from "./production-process.ts";

const READY_WITHIN_MS = 120_000;
const LOOK_EVERY_MS = 100;

export interface ProductionServer {
  url: string;
  /** What it has printed since its last start. */
  output(): string;
  /** As `kill -9`. */
  kill(): Promise<void>;
  /** As `kill -TERM`: answers its exit code. */
  terminate(): Promise<number | null>;
  /** Starts it and waits until it is ready; started again when it ends before that, as a supervisor does. */
  start(): Promise<void>;
}

/**
 * One process of the production server, for tests and benchmarks that kill it.
 */
export function productionServer(variables: { PORT: string } & Record<string, string>): ProductionServer {
  const url = `http://127.0.0.1:${variables.PORT}`;
  let running: ReturnType<typeof spawnProduction> | undefined;

  async function end(signal: NodeJS.Signals): Promise<number | null> {
    const child = running?.child;
    if (!child || hasEnded(child)) return child?.exitCode ?? null;
    const ended = once(child, "exit");
    child.kill(signal);
    await ended;
    return child.exitCode;
  }

  return {
    url,
    output: () => running?.output() ?? "",
    kill: async () => void (await end("SIGKILL")),
    terminate: () => end("SIGTERM"),
    async start() {
      const untilMs = Date.now() + READY_WITHIN_MS;
      while (Date.now() < untilMs) {
        if (!running || hasEnded(running.child)) running = spawnProduction(variables);
        if (await isReady(url)) return;
        await delay(LOOK_EVERY_MS);
      }
      throw new Error(`The server did not become ready:\n${running?.output() ?? ""}`);
    },
  };
}

function hasEnded(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null;
}

async function isReady(url: string): Promise<boolean> {
  try {
    return (await fetch(`${url}/api/ready`)).status === 200;
  } catch {
    return false;
  }
}
