import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { SERVER_ARGUMENTS } from "./node-arguments.mjs";

const ROOT = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../..");

function fail(sentence) {
  process.stderr.write(`Reactline cannot start. ${sentence}\n`);
  process.exit(1);
}

const [major, minor] = process.versions.node.split(".").map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  fail(`It needs Node 20.19 or newer; this is ${process.versions.node}.`);
}
if (!existsSync(path.join(ROOT, "node_modules/next")))
  fail("Its packages are not installed: run npm ci first.");

const dev = process.argv.includes("--dev");
const { ensureBuild, ensureClient } = await import("./build.mjs");
await (dev ? ensureClient() : ensureBuild()).catch((error) => fail(`The build failed.\n${error.message}`));

const server = spawn(process.execPath, SERVER_ARGUMENTS, {
  cwd: ROOT,
  stdio: "inherit",
  env: { ...process.env, NODE_ENV: dev ? "development" : "production", NEXT_TELEMETRY_DISABLED: "1" },
});

// A terminal's Ctrl-C reaches the server by itself; here it is only waited for. SIGTERM comes to this process alone.
process.on("SIGINT", () => {});
process.on("SIGTERM", () => server.kill("SIGTERM"));
server.once("exit", (code, signal) => process.exit(code ?? (signal ? 1 : 0)));
