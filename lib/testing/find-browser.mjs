import { spawnSync } from "node:child_process";
import { accessSync, constants, existsSync } from "node:fs";
import { delimiter, join } from "node:path";

const PROGRAMS = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
/** The same engine without a window of any kind: it takes a quarter to a third less of the processor. */
const HEADLESS_PROGRAMS = ["chromium-headless-shell"];
const MAC_BROWSERS = [
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
];

export const NO_BROWSER =
  "No browser for the end-to-end tests: install Chromium or Google Chrome (Debian: apt-get install -y chromium), " +
  "or run `npx playwright install chromium`, or set BROWSER_PATH to a Chromium program.";

/**
 * Path of a Chromium that is already here: BROWSER_PATH, the system's, else Playwright's own.
 * @returns {Promise<string | null>}
 */
export async function findBrowser() {
  const named = process.env.BROWSER_PATH;
  if (named) {
    if (!isProgram(named)) throw new Error(`BROWSER_PATH is ${named}, which is no program.`);
    return named;
  }
  return [...onPath(PROGRAMS), ...MAC_BROWSERS].find(isProgram) ?? (await playwrightsOwn());
}

/**
 * For tests that ask nothing of a window: the headless shell where it is installed and BROWSER_PATH names no other,
 * else as `provideBrowser`.
 */
export async function provideHeadlessBrowser() {
  const shell = process.env.BROWSER_PATH ? undefined : onPath(HEADLESS_PROGRAMS).find(isProgram);
  return shell ?? (await provideBrowser());
}

/** @param {readonly string[]} programs @returns {string[]} Where each would be. */
function onPath(programs) {
  const folders = (process.env.PATH ?? "").split(delimiter).filter((folder) => folder !== "");
  return programs.flatMap((program) => folders.map((folder) => join(folder, program)));
}

/**
 * The same, and where there is none and we are root on a Debian, one installed by apt-get.
 * @returns {Promise<string>} Throws an error that says what to do when there is no way to a browser.
 */
export async function provideBrowser() {
  const found = await findBrowser();
  if (found !== null) return found;
  if (process.getuid?.() === 0 && existsSync("/usr/bin/apt-get")) {
    console.log("No browser found: installing chromium with apt-get.");
    const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
    for (const args of [["update"], ["install", "-y", "--no-install-recommends", "chromium"]]) {
      spawnSync("apt-get", args, { stdio: "inherit", env });
    }
  }
  const installed = await findBrowser();
  if (installed === null) throw new Error(NO_BROWSER);
  return installed;
}

async function playwrightsOwn() {
  try {
    const { chromium } = await import("@playwright/test");
    return isProgram(chromium.executablePath()) ? chromium.executablePath() : null;
  } catch {
    return null;
  }
}

/** @param {string} path */
function isProgram(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
