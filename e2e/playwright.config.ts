import { defineConfig } from "@playwright/test";
import { BROWSER_ARGS, fakeCameraArgs } from "../lib/testing/browser-args.ts";
import { provideBrowser, provideHeadlessBrowser } from "../lib/testing/find-browser.mjs";

/** Specs that ask something of one film, watched once by two viewers: they share a worker. */
const ONE_FILM = [
  "expressions-follow-the-face.spec.ts",
  "no-image-leaves.spec.ts",
  "two-viewers-at-once.spec.ts",
  "csv-equals-table.spec.ts",
];

/** What the headless shell has not: a screen that can be kept awake. */
const WHOLE_BROWSER = ["viewer-page-is-recorded.spec.ts"];
const args = [...BROWSER_ARGS, ...fakeCameraArgs()];

/**
 * The production build in a real browser, two workers with a server each: a watching spec lasts as long as its
 * film, and mostly waits. A second attempt would hide a fault and is never made.
 */
export default defineConfig({
  testDir: ".",
  projects: [
    { name: "seed", testMatch: "seed.setup.ts" },
    { name: "one film", testMatch: ONE_FILM, dependencies: ["seed"], workers: 1 },
    {
      name: "journeys",
      testMatch: "*.spec.ts",
      testIgnore: [...ONE_FILM, ...WHOLE_BROWSER],
      dependencies: ["seed"],
    },
    // Last, so that its viewer does not meet the two of one film: three at once are too many for two processor cores.
    {
      name: "whole browser",
      dependencies: ["seed"],
      testMatch: WHOLE_BROWSER,
      use: { launchOptions: { executablePath: await provideBrowser(), args } },
    },
  ],
  outputDir: "../test-results/e2e",
  globalSetup: "./global-setup.ts",
  workers: 2,
  retries: 0,
  forbidOnly: true,
  timeout: 300_000,
  expect: { timeout: 30_000 },
  reporter: [
    ["list"],
    ["json", { outputFile: process.env.PLAYWRIGHT_JSON_OUTPUT_NAME ?? "../test-results/e2e.json" }],
  ],
  use: {
    screenshot: "only-on-failure",
    // It costs processor time in every spec; one that failed is run again by its name with `--trace on`.
    trace: "off",
    actionTimeout: 30_000,
    launchOptions: { executablePath: await provideHeadlessBrowser(), args },
  },
});
