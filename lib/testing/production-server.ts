import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { setTimeout as delay } from "node:timers/promises";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
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
 * One process of the production server, for tests and benchmarks that kill it. The production build must be there.
 * Nothing of the caller's environment but what a process needs reaches it.
 */
export function productionServer(variables: { PORT: string } & Record<string, string>): ProductionServer {
  const { PATH, HOME, TMPDIR } = process.env;
  const url = `http://127.0.0.1:${variables.PORT}`;
  let child: ChildProcess | undefined;
  let output = "";
  process.once("exit", () => child?.kill("SIGKILL"));

  function launch(): ChildProcess {
    output = "";
    const launched = spawn(process.execPath, ["--import", "tsx", "lib/server/main.ts"], {
      cwd: ROOT,
      env: { PATH, HOME, TMPDIR, NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1", ...variables },
      stdio: ["ignore", "pipe", "pipe"],
    });
    for (const stream of [launched.stdout, launched.stderr]) {
      stream.on("data", (chunk) => {
        output = (output + String(chunk)).slice(-20_000);
      });
    }
    return launched;
  }

  async function end(signal: NodeJS.Signals): Promise<number | null> {
    if (!child || hasEnded(child)) return child?.exitCode ?? null;
    const ended = once(child, "exit");
    child.kill(signal);
    await ended;
    return child.exitCode;
  }

  return {
    url,
    output: () => output,
    kill: async () => void (await end("SIGKILL")),
    terminate: () => end("SIGTERM"),
    async start() {
      const untilMs = Date.now() + READY_WITHIN_MS;
      while (Date.now() < untilMs) {
        if (!child || hasEnded(child)) child = launch();
        if (await isReady(url)) return;
        await delay(LOOK_EVERY_MS);
      }
      throw new Error(`The server did not become ready:\n${output}`);
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
