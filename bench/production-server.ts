import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { setTimeout as delay } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { freePort } from "#lib/testing/free-port.ts";

const ROOT = fileURLToPath(new URL("..", import.meta.url));
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
  const { PATH, HOME, TMPDIR } = process.env;
  const child = spawn(process.execPath, ["--import", "tsx", "lib/server/main.ts"], {
    cwd: ROOT,
    env: {
      PATH,
      HOME,
      TMPDIR,
      NODE_ENV: "production",
      NEXT_TELEMETRY_DISABLED: "1",
      SEED_DEMO: "0",
      LOG_LEVEL: "warn",
      PORT: String(port),
      ...variables,
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  child.stdout.on("data", (chunk) => {
    output += String(chunk);
  });
  child.stderr.on("data", (chunk) => {
    output += String(chunk);
    process.stderr.write(chunk);
  });
  const killAtExit = () => child.kill("SIGKILL");
  process.once("exit", killAtExit);
  const url = `http://localhost:${port}`;
  await untilHealthy(child, url, () => output);
  return {
    url,
    pid: child.pid ?? 0,
    async stop() {
      if (child.exitCode === null) {
        child.kill("SIGTERM");
        await once(child, "close");
      }
      process.off("exit", killAtExit);
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
