// `npm test`, on a machine that has Node and has run `npm ci`, and nothing else: only Node's own modules here.
import { spawn } from "node:child_process";
import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { countPlaywright, countVitest, failuresOfPlaywright, failuresOfVitest } from "./count-tests.mjs";
import { provideBrowser, provideHeadlessBrowser } from "./find-browser.mjs";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const REPORTS = join(ROOT, "test-results", "reports");
const VITEST_REPORT = join(REPORTS, "vitest.json");
const PLAYWRIGHT_REPORT = join(REPORTS, "playwright.json");
const env = { ...process.env, NEXT_TELEMETRY_DISABLED: "1", PLAYWRIGHT_JSON_OUTPUT_NAME: PLAYWRIGHT_REPORT };

/** @typedef {{ passed: number, failed: number }} Count */
/** @type {{ title: string, count: Count, seconds: number }[]} */
const finished = [];
/** @type {string[]} */
const failures = [];

/** @param {boolean} ok @returns {Count} */
const one = (ok) => ({ passed: ok ? 1 : 0, failed: ok ? 0 : 1 });

/** @param {string} program Name of a program in node_modules/.bin @param {string[]} args */
const local = (program, ...args) => run(join(ROOT, "node_modules", ".bin", program), args);

/** @param {string} program @param {string[]} args @returns {Promise<boolean>} Whether it ended with 0. */
function run(program, args) {
  return new Promise((resolve) => {
    const child = spawn(program, args, { cwd: ROOT, env, stdio: "inherit" });
    child.once("error", (error) => {
      console.error(error.message);
      resolve(false);
    });
    child.once("exit", (code) => resolve(code === 0));
  });
}

/**
 * @param {string} title
 * @param {() => Promise<Count>} work
 */
async function stage(title, work) {
  console.log(`\n=== ${title}`);
  const startedAt = Date.now();
  /** @type {Count} */
  let count;
  try {
    count = await work();
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    count = one(false);
  }
  const seconds = (Date.now() - startedAt) / 1000;
  console.log(`=== ${title}: ${count.passed} passed, ${count.failed} failed, ${seconds.toFixed(1)} s`);
  finished.push({ title, count, seconds });
  return count.failed === 0;
}

/** What no test counts, but without which none runs: says what it does and how long it took. */
async function setUp(title, work) {
  const ready = await stage(title, async () => ({ passed: 0, failed: (await work()) ? 0 : 1 }));
  return ready;
}

rmSync(REPORTS, { recursive: true, force: true });
mkdirSync(REPORTS, { recursive: true });

await setUp("set-up: Prisma client and Next's types", async () => {
  return (await run("npm", ["run", "generate"])) && (await local("next", "typegen"));
});
const hasBrowser = await setUp("set-up: browser", async () => {
  console.log(`${await provideBrowser()}, and where it will do ${await provideHeadlessBrowser()}`);
  return true;
});
await stage("types", async () => one(await local("tsc", "--noEmit")));
await stage("lint", async () => one(await local("biome", "check", "--error-on-warnings", ".")));
await stage("boundaries, unit, storage on the embedded database and on Postgres", async () => {
  const ok = await local(
    "vitest",
    "run",
    "--reporter=default",
    "--reporter=json",
    `--outputFile.json=${VITEST_REPORT}`,
  );
  failures.push(...failuresOfVitest(VITEST_REPORT));
  return countVitest(VITEST_REPORT, ok);
});
const isBuilt = await stage("production build", async () => one(await run("npm", ["run", "build"])));
await stage("end-to-end", async () => {
  if (!hasBrowser || !isBuilt) throw new Error("Not run: it needs a browser and the production build.");
  const ok = await local("playwright", "test", "--config", "e2e/playwright.config.ts");
  failures.push(...failuresOfPlaywright(PLAYWRIGHT_REPORT));
  return countPlaywright(PLAYWRIGHT_REPORT, ok);
});

console.log("");
for (const failure of failures) console.log(`failed: ${failure}`);
for (const { title, count, seconds } of finished) {
  console.log(
    `${seconds.toFixed(1).padStart(7)} s  ${count.passed} passed, ${count.failed} failed  ${title}`,
  );
}
const total = (/** @type {keyof Count} */ key) => finished.reduce((sum, { count }) => sum + count[key], 0);
process.exitCode = total("failed") === 0 ? 0 : 1;
console.log(`${total("passed")} passed, ${total("failed")} failed`);
