import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { setTimeout as delay } from "node:timers/promises";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("..", import.meta.url));
const START_DEADLINE_MS = 170_000;
export const LEAN_NODE = `--import=${new URL("../lib/testing/lean-node.mjs", import.meta.url).href}`;

/** What a user sees who typed `npm start` with these variables. */
export interface ServerProcess {
  /** Everything that it has printed so far. */
  output(): string;
  /** Its exit code, once it has ended. */
  exitCode: Promise<number | null>;
  /** As Ctrl-C in a terminal does: to the process and its children. */
  interrupt(): Promise<number | null>;
  /** As a crash or kill -9 does: it and its children end at once, with nothing stored or said. */
  crash(): Promise<void>;
  hasCrashed(): boolean;
}

export interface RunningServer extends ServerProcess {
  url: string;
}

/**
 * Start the server of this tree, or of another copy of it, with a clean environment; nothing of the caller's
 * configuration leaks into it.
 */
export function launch(variables: Record<string, string>, root = ROOT): ServerProcess {
  const { PATH, HOME, TMPDIR } = process.env;
  const child = spawn(process.execPath, ["lib/server/start.mjs"], {
    cwd: root,
    // A process group of its own, so that an interrupt reaches it and its children but not the tests.
    detached: true,
    env: {
      PATH,
      HOME,
      TMPDIR,
      NODE_ENV: "production",
      NODE_OPTIONS: LEAN_NODE,
      NEXT_TELEMETRY_DISABLED: "1",
      ...variables,
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  const keep = (chunk: unknown) => {
    output += String(chunk);
  };
  child.stdout.on("data", keep);
  child.stderr.on("data", keep);
  const exitCode = once(child, "close").then(([code]: (number | null)[]) => code ?? null);
  const killAtExit = () => signalGroup(child, "SIGKILL");
  const killAndEnd = () => {
    killAtExit();
    process.exit(1);
  };
  process.once("exit", killAtExit).once("SIGTERM", killAndEnd).once("SIGHUP", killAndEnd);
  exitCode.finally(() =>
    process.off("exit", killAtExit).off("SIGTERM", killAndEnd).off("SIGHUP", killAndEnd),
  );
  return {
    output: () => output,
    exitCode,
    interrupt: () => {
      signalGroup(child, "SIGINT");
      return exitCode;
    },
    hasCrashed: () => child.signalCode === "SIGKILL",
    crash: async () => {
      signalGroup(child, "SIGKILL");
      await exitCode;
    },
  };
}

/** Start the server and wait until it serves and has said where to go. */
export async function startServer(
  variables: { PORT: string } & Record<string, string>,
  root = ROOT,
): Promise<RunningServer> {
  const server = launch(variables, root);
  const url = `http://localhost:${variables.PORT}`;
  const ended = server.exitCode.then((code) => ({ code }));
  const deadline = Date.now() + START_DEADLINE_MS;
  while (Date.now() < deadline) {
    const end = await Promise.race([ended, delay(200)]);
    if (end) throw new Error(`The server ended with ${end.code}:\n${server.output()}`);
    if (server.output().includes("Stop with Ctrl-C") && (await isHealthy(url))) return { ...server, url };
  }
  await server.interrupt();
  throw new Error(`The server did not come up:\n${server.output()}`);
}

async function isHealthy(url: string): Promise<boolean> {
  try {
    return (await fetch(`${url}/api/health`)).ok;
  } catch {
    return false;
  }
}

function signalGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  process.kill(-child.pid, signal);
}
