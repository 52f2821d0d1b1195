import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { createConnection } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { freePort } from "./free-port.ts";

export interface ThrowawayRedis {
  url: string;
  /** As a crash: what it held is gone. */
  kill(): Promise<void>;
  /** Empty, on the same port. */
  start(): Promise<void>;
  /** Connected, but silent, until `thaw`. */
  freeze(): void;
  thaw(): void;
  stop(): Promise<void>;
}

const START_DEADLINE_MS = 20_000;

/** A real Redis on a free port of 127.0.0.1 that keeps nothing on disk; it ends with this process at the latest. */
export async function startThrowawayRedis(): Promise<ThrowawayRedis> {
  const folder = mkdtempSync(join(tmpdir(), "reactline-redis-"));
  const port = await freePort();
  let server: ChildProcess | undefined;
  const killAtExit = () => server?.kill("SIGKILL");
  process.once("exit", killAtExit);

  async function start(): Promise<void> {
    let output = "";
    const child = spawn(
      "redis-server",
      ["--port", `${port}`, "--bind", "127.0.0.1", "--dir", folder, "--save", "", "--appendonly", "no"],
      { stdio: ["ignore", "pipe", "pipe"] },
    );
    server = child;
    child.stdout.on("data", (chunk) => (output = (output + String(chunk)).slice(-2_000)));
    child.once("error", (error) => {
      output += `${error.message}. Install it: apt-get install redis-server`;
    });
    const deadline = Date.now() + START_DEADLINE_MS;
    while (Date.now() < deadline && child.exitCode === null && child.pid !== undefined) {
      if (await answers(port)) return;
      await delay(20);
    }
    throw new Error(`The throw-away Redis did not start:\n${output}`);
  }

  async function kill(): Promise<void> {
    if (!server || server.exitCode !== null || server.signalCode !== null) return;
    const ended = once(server, "exit");
    server.kill("SIGKILL");
    await ended;
  }

  await start();
  return {
    url: `redis://127.0.0.1:${port}`,
    start,
    kill,
    freeze: () => void server?.kill("SIGSTOP"),
    thaw: () => void server?.kill("SIGCONT"),
    async stop() {
      await kill();
      process.off("exit", killAtExit);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = createConnection(port, "127.0.0.1");
    socket.once("error", () => resolve(false));
    socket.once("data", (chunk) => {
      resolve(String(chunk).startsWith("+PONG"));
      socket.destroy();
    });
    socket.once("connect", () => socket.write("PING\r\n"));
  });
}
