import { type ChildProcess, spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { SERVER_ARGUMENTS } from "#lib/server/node-arguments.mjs";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const KEPT_CHARACTERS = 20_000;

/**
 * The one process that serves pages and sockets, as `npm start` runs it. The production build must be there. Nothing
 * of the caller's environment but what a process needs reaches it; it does not outlive the caller.
 */
export function spawnProduction(variables: Record<string, string>): {
  child: ChildProcess;
  /** The end of what it has printed. */
  output(): string;
} {
  const { PATH, HOME, TMPDIR } = process.env;
  const child = spawn(process.execPath, SERVER_ARGUMENTS, {
    cwd: ROOT,
    env: { PATH, HOME, TMPDIR, NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1", ...variables },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.on("data", (chunk) => {
      output = (output + String(chunk)).slice(-KEPT_CHARACTERS);
    });
  }
  const killAtExit = () => child.kill("SIGKILL");
  process.once("exit", killAtExit);
  child.once("exit", () => process.off("exit", killAtExit));
  return { child, output: () => output };
}
