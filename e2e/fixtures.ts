import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type BrowserContext, test as base, expect, type Page } from "@playwright/test";
import { freePort } from "#lib/testing/free-port.ts";
import { driveCamera, type Script } from "./driven-camera.ts";
import { OWNER_VARIABLES } from "./owner.ts";
import { type RunningServer, startServer } from "./server-process.ts";
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
  /** Start another seeded server; with the same `dataDir`, the same one again. Stopped after the test. */
  ownServer: (variables?: Record<string, string>) => Promise<RunningServer>;
  /** A folder of this test's own. */
  folder: string;
}

interface WorkerFixtures {
  signedIn: Awaited<ReturnType<BrowserContext["storageState"]>>;
  /** One journey of two viewers, watched once and looked at by every spec that asks something of it. */
  watched: WatchedFilm;
}

/** Address of the server that the global set-up started. */
export function serverUrl(): string {
  const url = process.env.E2E_BASE_URL;
  if (url === undefined) throw new Error("E2E_BASE_URL is set by global-setup.ts");
  return url;
}

export const test = base.extend<Fixtures, WorkerFixtures>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of fixtures from this pattern.
  baseURL: async ({}, use) => use(serverUrl()),
  signedIn: [
    async ({ browser }, use) => {
      const context = await browser.newContext({ baseURL: serverUrl() });
      await signIn(await context.newPage());
      const state = await context.storageState();
      await context.close();
      await use(state);
    },
    { scope: "worker" },
  ],
  watched: [
    async ({ browser, signedIn }, use) => {
      const studio = await browser.newContext({ baseURL: serverUrl(), storageState: signedIn });
      const watched = await watchTogether(browser, serverUrl(), new StudioApi(studio.request));
      await studio.close();
      await use(watched);
    },
    { scope: "worker", timeout: 240_000 },
  ],
  studio: async ({ browser, signedIn }, use) => {
    const context = await browser.newContext({ baseURL: serverUrl(), storageState: signedIn });
    await use({ page: await context.newPage(), api: new StudioApi(context.request) });
    await context.close();
  },
  openViewer: async ({ browser }, use) => {
    const contexts: BrowserContext[] = [];
    await use(async (script) => {
      const context = await browser.newContext({ baseURL: serverUrl(), viewport: VIEWER_VIEWPORT });
      contexts.push(context);
      await driveCamera(context, script);
      const traffic = recordTraffic(context);
      return { page: await context.newPage(), traffic };
    });
    for (const context of contexts) await context.close();
  },
  // biome-ignore lint/correctness/noEmptyPattern: see above.
  folder: async ({}, use) => {
    const folder = mkdtempSync(join(tmpdir(), "reactline-e2e-"));
    await use(folder);
    rmSync(folder, { recursive: true, force: true });
  },
  ownServer: async ({ folder }, use) => {
    const servers: RunningServer[] = [];
    await use(async (variables) => {
      const PORT = String(await freePort());
      const server = await startServer({
        PORT,
        DATA_DIR: join(folder, "data"),
        SEED_DEMO: "1",
        ...OWNER_VARIABLES,
        ...variables,
      });
      servers.push(server);
      return server;
    });
    for (const server of servers) expect(await server.interrupt(), server.output()).toBe(0);
  },
});
