import { readdirSync } from "node:fs";
import { dirname } from "node:path";
import type { Page } from "@playwright/test";
import { expect, test } from "./fixtures.ts";
import { lookAt } from "./look-at.ts";
import { openTimeline, untilCharts } from "./timeline-page.ts";
import { consentAndCalibrate, inPhase } from "./viewer-journey.ts";

interface Stop {
  name: string;
  open: (page: Page, demoId: number, twoCutsId: number) => Promise<unknown>;
}

const at =
  (path: string, ready?: (page: Page) => Promise<unknown>): Stop["open"] =>
  async (page, demoId, twoCutsId) => {
    await page.goto(path.replace("{demo}", String(demoId)).replace("{two cuts}", String(twoCutsId)));
    await ready?.(page);
  };

const hasRows = (page: Page) => page.getByRole("row").nth(1).waitFor();

/** Every page that app/ has, by its folder: pages of strangers first. */
const STRANGERS: Record<string, Stop[]> = {
  "": [{ name: "home", open: at("/") }],
  "sign-in": [{ name: "sign-in", open: at("/sign-in") }],
  "forgot-password": [{ name: "forgot-password", open: at("/forgot-password") }],
  "invitation/[token]": [{ name: "invitation-spent", open: at("/invitation/spent") }],
  "reset-password/[token]": [{ name: "reset-password-spent", open: at("/reset-password/spent") }],
  "watch/[slug]": [
    { name: "watch-consent", open: at("/watch/demo", (page) => inPhase(page, "consent")) },
    { name: "watch-unknown", open: at("/watch/nothing-here") },
  ],
};

const STUDIO: Record<string, Stop[]> = {
  studio: [{ name: "campaigns", open: at("/studio", hasRows) }],
  "studio/account": [{ name: "account", open: at("/studio/account") }],
  "studio/members": [{ name: "members", open: at("/studio/members", hasRows) }],
  "studio/models": [{ name: "models", open: at("/studio/models") }],
  "studio/campaigns/new": [{ name: "campaign-new", open: at("/studio/campaigns/new") }],
  "studio/campaigns/[id]": [
    {
      name: "campaign",
      // Leads on to the overview, by a script of the page when its beginning was sent already.
      open: at("/studio/campaigns/{demo}", async (page) => {
        await page.waitForURL("**/overview");
        await page.getByTestId("funnel").waitFor();
      }),
    },
  ],
  "studio/campaigns/[id]/compare": [
    { name: "compare-one-video", open: at("/studio/campaigns/{demo}/compare") },
    {
      name: "compare",
      open: at("/studio/campaigns/{two cuts}/compare?audience=simulated", (page) =>
        page.getByTestId("verdict").waitFor(),
      ),
    },
  ],
  "studio/campaigns/[id]/setup": [{ name: "campaign-setup", open: at("/studio/campaigns/{demo}/setup") }],
  "studio/campaigns/[id]/overview": [
    {
      name: "overview",
      open: at("/studio/campaigns/{demo}/overview?audience=simulated", (page) =>
        page.locator("[data-headline=peak]").getByText("n = ").waitFor(),
      ),
    },
    {
      name: "overview-empty",
      open: at("/studio/campaigns/{demo}/overview?audience=real", (page) =>
        page.getByTestId("funnel").waitFor(),
      ),
    },
  ],
  "studio/campaigns/[id]/intent": [
    {
      name: "intent",
      open: at("/studio/campaigns/{demo}/intent?audience=simulated", (page) =>
        page.getByText("No scenes yet").or(page.getByTestId("intent")).waitFor(),
      ),
    },
  ],
  "studio/campaigns/[id]/timeline": [
    {
      name: "timeline",
      open: async (page, demoId) => {
        await openTimeline(page, demoId, "audience=simulated");
        await untilCharts(page);
      },
    },
    { name: "timeline-empty", open: at("/studio/campaigns/{demo}/timeline?audience=real") },
  ],
  "studio/campaigns/[id]/sessions": [
    { name: "sessions", open: at("/studio/campaigns/{demo}/sessions?audience=simulated", hasRows) },
    { name: "sessions-empty", open: at("/studio/campaigns/{demo}/sessions?audience=real") },
  ],
  "studio/campaigns/[id]/sessions/[publicId]": [
    {
      name: "session",
      open: at("/studio/campaigns/{demo}/sessions?audience=simulated", async (page) => {
        await page.getByRole("row").nth(1).getByRole("link").first().click();
        await page.getByRole("slider", { name: "Position in the video" }).waitFor();
      }),
    },
  ],
  "preview/[id]": [{ name: "preview", open: at("/preview/{demo}") }],
};

// Pages do not need each other: both workers look at them.
test.describe.configure({ mode: "parallel" });

test("the tour has every page that there is", () => {
  const files = readdirSync("app", { recursive: true, encoding: "utf8" });
  const pages = files
    .filter((path) => path.split("/").at(-1) === "page.tsx")
    // A folder in brackets is no part of an address.
    .map((path) => path.replace(/\([^)]*\)\//g, ""))
    .map((path) => (path === "page.tsx" ? "" : dirname(path)))
    .sort();
  expect(Object.keys({ ...STRANGERS, ...STUDIO }).sort()).toEqual(pages);
});

for (const { name, open } of Object.values(STRANGERS).flat()) {
  test(`tour, as a stranger: ${name}`, async ({ page }) => {
    await open(page, 0, 0);
    await lookAt(page, name);
  });
}

for (const { name, open } of Object.values(STUDIO).flat()) {
  test(`tour, as an owner: ${name}`, async ({ studio }) => {
    const [demo, twoCuts] = [await studio.api.demoCampaign(), await studio.api.twoCuts()];
    await open(studio.page, demo.id, twoCuts.id);
    await lookAt(studio.page, name);
  });
}

test("tour, as a viewer without a camera, and as one who declines", async ({ browser, baseURL }) => {
  const context = await browser.newContext({ baseURL: baseURL ?? "" });
  await context.addInitScript(() => {
    navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException("no", "NotAllowedError"));
  });
  const page = await context.newPage();
  await page.goto("/watch/demo");
  await page.getByRole("checkbox").check();
  await page.getByRole("button", { name: "Agree and continue" }).click();
  // By its name: Next's announcer of pages is an alert, too, as soon as it is there.
  await page.getByRole("alert", { name: "The question was closed" }).waitFor();
  await lookAt(page, "watch-camera-refused");
  await context.close();

  const otherContext = await browser.newContext({ baseURL: baseURL ?? "" });
  const other = await otherContext.newPage();
  await other.goto("/watch/demo");
  await other.getByRole("button", { name: "I do not want to take part" }).click();
  await inPhase(other, "declined");
  await lookAt(other, "watch-declined");
  await otherContext.close();
});

test("tour, as a viewer who stops, comes back and withdraws", async ({ openViewer }) => {
  const { page } = await openViewer();
  await consentAndCalibrate(page);
  await lookAt(page, "watch-film");
  await page.getByRole("button", { name: "Stop taking part" }).click();
  await page.getByRole("dialog").waitFor();
  await lookAt(page, "watch-stop");
  await page.goto("/watch/demo");
  await inPhase(page, "returned");
  await lookAt(page, "watch-returned");
  await page.getByRole("button", { name: "Continue where you stopped" }).click();
  await inPhase(page, "cameraCheck", 60_000);
  await lookAt(page, "watch-camera-check");
  await page.getByRole("button", { name: "Stop taking part" }).click();
  await page.getByRole("button", { name: "Withdraw and erase" }).click();
  await inPhase(page, "withdrawn");
  await lookAt(page, "watch-withdrawn");
});
