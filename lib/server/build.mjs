import { spawn } from "node:child_process";
import { existsSync, readdirSync, rmSync, statSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { brotliCompress } from "node:zlib";

const ROOT = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../..");
const CLIENT = path.join(ROOT, "lib/storage/generated/client.ts");
/** Written when all of a build is there, its compressed scripts too. */
const BUILD = path.join(ROOT, ".next/complete");
/** What a build is made of. */
const SOURCES = [
  "app",
  "lib",
  "models/MANIFEST.json",
  "next.config.mjs",
  "package-lock.json",
  "prisma/schema.prisma",
];
const NOT_BUILT = /\.test\.ts$|[\\/]lib[\\/](testing|server|storage[\\/]generated)[\\/]/;

function newestMs(file) {
  const stats = statSync(file);
  if (!stats.isDirectory()) return NOT_BUILT.test(file) ? 0 : stats.mtimeMs;
  return Math.max(0, ...readdirSync(file).map((name) => newestMs(path.join(file, name))));
}

function isCurrent(product, sources) {
  if (!existsSync(product)) return false;
  const madeMs = statSync(product).mtimeMs;
  return sources.every((source) => newestMs(path.join(ROOT, source)) <= madeMs);
}

function run(file, args, env, quiet) {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [path.join(ROOT, file), ...args], {
      cwd: ROOT,
      env: { ...process.env, ...env },
      stdio: quiet ? ["ignore", "pipe", "pipe"] : ["ignore", "inherit", "inherit"],
    });
    let output = "";
    child.stdout?.on("data", (chunk) => (output += chunk));
    child.stderr?.on("data", (chunk) => (output += chunk));
    child.once("error", reject);
    child.once("exit", (code) => {
      if (code === 0) resolve();
      else reject(new Error(`${file} ${args[0]} ended with ${code}\n${output}`));
    });
  });
}

/** The Prisma client, when there is none or schema.prisma is newer. */
export async function ensureClient() {
  if (isCurrent(CLIENT, ["prisma/schema.prisma", "package-lock.json"])) return;
  process.stdout.write("Making the database client …\n");
  // The generator asks for an engine binary that it does not use and that may be out of reach: any program will do.
  await run(
    "node_modules/prisma/build/index.js",
    ["generate", "--config", "prisma/prisma.config.ts"],
    { PRISMA_SCHEMA_ENGINE_BINARY: process.execPath, PRISMA_HIDE_UPDATE_MESSAGE: "1" },
    true,
  );
}

/** The production build of the pages, when there is none or a source is newer. */
export async function ensureBuild({ force = false } = {}) {
  await ensureClient();
  if (!force && isCurrent(BUILD, SOURCES)) return;
  process.stdout.write("Building the pages (a minute or two, the first time and after an update) …\n");
  // A build that was interrupted must not look like one that is done.
  rmSync(BUILD, { force: true });
  await run(
    "node_modules/next/dist/bin/next",
    ["build"],
    { NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" },
    false,
  );
  await compressScripts();
  await writeFile(BUILD, "");
}

/** Beside each script and style of the build the same by brotli, which lib/server/static-scripts.ts serves. */
async function compressScripts() {
  const folder = path.join(ROOT, ".next/static");
  const names = readdirSync(folder, { recursive: true }).filter((name) => /\.(js|css)$/.test(name));
  await Promise.all(
    names.map(async (name) => {
      const file = path.join(folder, name);
      await writeFile(`${file}.br`, await promisify(brotliCompress)(await readFile(file)));
    }),
  );
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const work = process.argv.includes("--client-only") ? ensureClient() : ensureBuild({ force: true });
  await work.catch((error) => {
    process.stderr.write(`${error.message}\n`);
    process.exit(1);
  });
}
