import { execFile } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { type BrowserContext, test as base, expect, type Page } from "@playwright/test";
import { recomputeSums } from "#lib/reports/recompute-sums.ts";
import { openDatabase } from "#lib/storage/database.ts";
import { freePort } from "#lib/testing/free-port.ts";
import { driveCamera, type Script } from "./driven-camera.ts";
import { OWNER_VARIABLES } from "./owner.ts";
import { LEAN_NODE, type RunningServer, startServer } from "./server-process.ts";
import { signIn } from "./sign-in.ts";
import { StudioApi } from "./studio-api.ts";
import { recordTraffic, type Traffic } from "./traffic.ts";
import { VIEWER_VIEWPORT, type WatchedFilm, watchTogether } from "./watched-film.ts";

export { expect } from "@playwright/test";

interface Fixtures {
  /** A signed-in owner's page and the API behind it. */
  studio: { page: Page; api: StudioApi };
  /** Open a stranger's browser with a camera of our own, and listen to all that leaves it. */
  openViewer: (script?: Script) => Promise<{ page: Page; traffic: Traffic }>;
  /** Start a seeded server of this test's own; again, and it has the same data. Stopped after the test. */
  ownServer: (variables?: Record<string, string>) => Promise<RunningServer>;
  /** A folder of this test's own. */
  folder: string;
}

interface WorkerFixtures {
  /** A seeded server on the embedded database for all specs of this worker that need nothing special of theirs. */
  server: RunningServer;
  signedIn: Awaited<ReturnType<BrowserContext["storageState"]>>;
  /** One journey of two viewers, watched once and looked at by every spec that asks something of it. */
  watched: WatchedFilm;
}

/** Address of this worker's server. */
export function serverUrl(): string {
  const url = process.env.E2E_BASE_URL;
  if (url === undefined) throw new Error("E2E_BASE_URL is set by the fixture `server`");
  return url;
}

/** Where seed.setup.ts leaves the demo campaign with its 200 simulated viewers, and the campaigns of two cuts. */
export function seededDataDir(): string {
  const seeded = process.env.E2E_SEEDED_DATA_DIR;
  if (seeded === undefined) throw new Error("E2E_SEEDED_DATA_DIR is set by global-setup.ts");
  return seeded;
}

function temporaryFolder(): string {
  return mkdtempSync(join(tmpdir(), "reactline-e2e-"));
}

/**
 * What the policy of a page kept from it, and what React says of a page that is not as its server wrote it: filled while
 * the pages live.
 */
export function listenForFaults(context: BrowserContext): string[] {
  const faults: string[] = [];
  context.on("console", (message) => {
    if (message.text().includes("Content Security Policy")) faults.push(message.text());
  });
  context.on("weberror", (webError) => {
    const { message } = webError.error();
    if (message.includes("React error")) faults.push(`${webError.page()?.url()}: ${message}`);
  });
  return faults;
}

/** What a server left, whatever was done to it: every sum is what the batches say. */
async function expectSumsOfBatches(dataDir: string): Promise<void> {
  const { db, close } = await openDatabase({ dataDir });
  try {
    const { batches, differences } = await recomputeSums(db);
    expect(differences).toEqual([]);
    expect(batches).toBeGreaterThan(0);
  } finally {
    await close();
  }
}

/** The same as a person asks for it, who types `npm run verify`: a process of its own takes three times as long. */
async function verifySums(dataDir: string): Promise<void> {
  const { PATH, HOME, TMPDIR } = process.env;
  const { stdout } = await promisify(execFile)("npm", ["run", "--silent", "verify"], {
    cwd: fileURLToPath(new URL("..", import.meta.url)),
    env: { PATH, HOME, TMPDIR, NODE_ENV: "production", NODE_OPTIONS: LEAN_NODE, DATA_DIR: dataDir },
  });
  expect(stdout).toMatch(/[1-9]\d* batches .* recomputed: 0 differences$/m);
}

/** One that a test has crashed has ended already. */
async function endWell(server: RunningServer): Promise<void> {
  if (server.hasCrashed()) return;
  expect(await server.interrupt(), server.output()).toBe(0);
}

async function startSeeded(dataDir: string, variables: Record<string, string> = {}): Promise<RunningServer> {
  // An empty Postgres cannot be copied into: there the demo is made anew, with no more viewers than are needed.
  const isEmbedded = variables.DATABASE_URL === undefined;
  if (isEmbedded && !existsSync(dataDir)) cpSync(seededDataDir(), dataDir, { recursive: true });
  return startServer({
    PORT: String(await freePort()),
    DATA_DIR: dataDir,
    SEED_DEMO: "1",
    ...(isEmbedded ? {} : { DEMO_VIEWERS: "10" }),
    ...OWNER_VARIABLES,
    ...variables,
  });
}

export const test = base.extend<Fixtures, WorkerFixtures>({
  server: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of fixtures from this pattern.
    async ({}, use) => {
      const folder = temporaryFolder();
      const server = await startSeeded(join(folder, "data"));
      process.env.E2E_BASE_URL = server.url;
      await use(server);
      expect(await server.interrupt(), server.output().slice(-4_000)).toBe(0);
      await verifySums(join(folder, "data"));
      rmSync(folder, { recursive: true, force: true });
    },
    { scope: "worker", timeout: 180_000 },
  ],
  baseURL: async ({ server }, use) => use(server.url),
  signedIn: [
    async ({ browser, server }, use) => {
      const context = await browser.newContext({ baseURL: server.url });
      await signIn(await context.newPage());
      const state = await context.storageState();
      await context.close();
      await use(state);
    },
    { scope: "worker" },
  ],
  watched: [
    async ({ browser, server, signedIn }, use) => {
      const studio = await browser.newContext({ baseURL: server.url, storageState: signedIn });
      const watched = await watchTogether(browser, server.url, new StudioApi(studio.request));
      await studio.close();
      await use(watched);
    },
    { scope: "worker", timeout: 240_000 },
  ],
  studio: async ({ browser, server, signedIn }, use) => {
    const context = await browser.newContext({ baseURL: server.url, storageState: signedIn });
    const faults = listenForFaults(context);
    await use({ page: await context.newPage(), api: new StudioApi(context.request) });
    expect(faults).toEqual([]);
    await context.close();
  },
  openViewer: async ({ browser, baseURL }, use) => {
    const contexts: BrowserContext[] = [];
    const faults: string[][] = [];
    await use(async (script) => {
      const context = await browser.newContext({
        ...(baseURL ? { baseURL } : {}),
        viewport: VIEWER_VIEWPORT,
      });
      contexts.push(context);
      faults.push(listenForFaults(context));
      await driveCamera(context, script);
      const traffic = recordTraffic(context);
      return { page: await context.newPage(), traffic };
    });
    expect(faults.flat()).toEqual([]);
    for (const context of contexts) await context.close();
  },
  // biome-ignore lint/correctness/noEmptyPattern: see above.
  folder: async ({}, use) => {
    const folder = temporaryFolder();
    await use(folder);
    rmSync(folder, { recursive: true, force: true });
  },
  ownServer: async ({ folder }, use) => {
    const servers: RunningServer[] = [];
    await use(async (variables) => {
      const server = await startSeeded(join(folder, "data"), variables);
      servers.push(server);
      return server;
    });
    for (const server of servers) await endWell(server);
    if (existsSync(join(folder, "data", "postgres"))) await expectSumsOfBatches(join(folder, "data"));
  },
});
