import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { setTimeout as delay } from "node:timers/promises";
import { freePort } from "#lib/testing/free-port.ts";
import { spawnProduction } from "#lib/testing/production-process.ts";

const START_DEADLINE_MS = 120_000;

export interface ProductionServer {
  url: string;
  /** Of the one process that serves pages and sockets. */
  pid: number;
  stop(): Promise<void>;
}

/** The server as `npm start` runs it, without the process that only starts it, and without the demo. */
export async function startProductionServer(variables: Record<string, string>): Promise<ProductionServer> {
  const port = await freePort();
  const { child, output } = spawnProduction({
    SEED_DEMO: "0",
    LOG_LEVEL: "warn",
    PORT: String(port),
    ...variables,
  });
  child.stderr?.on("data", (chunk) => process.stderr.write(chunk));
  const url = `http://localhost:${port}`;
  await untilHealthy(child, url, output);
  return {
    url,
    pid: child.pid ?? 0,
    async stop() {
      if (child.exitCode === null) {
        child.kill("SIGTERM");
        await once(child, "close");
      }
    },
  };
}

async function untilHealthy(child: ChildProcess, url: string, output: () => string): Promise<void> {
  const deadline = Date.now() + START_DEADLINE_MS;
  while (Date.now() < deadline) {
    if (child.exitCode !== null) throw new Error(`The server ended with ${child.exitCode}:\n${output()}`);
    const isHealthy = await fetch(`${url}/api/health`).then(
      (response) => response.ok,
      () => false,
    );
    if (isHealthy) return;
    await delay(200);
  }
  throw new Error(`The server did not come up:\n${output()}`);
}
