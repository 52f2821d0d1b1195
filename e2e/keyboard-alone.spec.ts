import type { Locator, Page } from "@playwright/test";
import { TWO_CUTS } from "#lib/testing/two-cuts.ts";
import { expect, test } from "./fixtures.ts";
import { OWNER } from "./owner.ts";
import { untilCharts } from "./timeline-page.ts";

const MOST_STOPS = 80;

/**
 * Press a key until `target` has the focus, as somebody without a mouse does; it must then be visible, or what stands
 * for it.
 */
async function goTo(
  page: Page,
  key: "Tab" | "Shift+Tab" | "ArrowDown",
  target: Locator,
  seen = target,
): Promise<void> {
  await seen.waitFor();
  for (let stop = 0; stop < MOST_STOPS; stop++) {
    if (await target.evaluate((element) => element === document.activeElement)) {
      await expect(seen).toBeInViewport();
      return;
    }
    await page.keyboard.press(key);
  }
  throw new Error(`not reached by ${MOST_STOPS} presses of ${key}: ${target}`);
}

const tabTo = (page: Page, target: Locator) => goTo(page, "Tab", target);

/** In a page that is longer: back to its beginning, as far as that is needed. */
const tabBackTo = (page: Page, target: Locator) => goTo(page, "Shift+Tab", target);

/** Where the video stands, s. */
const positionOf = async (page: Page) =>
  Number(await page.getByRole("slider", { name: "Position in the video" }).getAttribute("aria-valuenow"));

test("the studio's main journey goes by keyboard alone: from sign-in to a campaign, its curve, files, moments and notes, and its cuts compared", async ({
  browser,
  server,
}) => {
  const context = await browser.newContext({ baseURL: server.url });
  const page = await context.newPage();
  await page.goto("/sign-in");
  await tabTo(page, page.getByLabel(/e-?mail/i));
  await page.keyboard.type(OWNER.email);
  await tabTo(page, page.getByLabel(/^password/i));
  await page.keyboard.type(OWNER.password);
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/studio$/);

  await tabTo(page, page.getByRole("link", { name: TWO_CUTS.title, exact: true }));
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/overview$/);
  const audience = page.getByTestId("audience-switch");
  await goTo(page, "Tab", audience.getByRole("radio", { name: /^Real viewers/ }), audience);
  await page.keyboard.press("ArrowRight");
  await expect(page).toHaveURL(/audience=simulated/);
  const tab = (name: string) =>
    page.getByRole("navigation", { name: "Campaign" }).getByRole("link", { name });
  await tabBackTo(page, tab("Timeline"));
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/timeline\?audience=simulated/);
  await untilCharts(page);

  await tabTo(page, page.getByRole("button", { name: "Download" }));
  await page.keyboard.press("Enter");
  await goTo(page, "ArrowDown", page.getByRole("menuitem", { name: /^Timeline, CSV/ }));
  const download = page.waitForEvent("download");
  await page.keyboard.press("Enter");
  expect((await download).suggestedFilename()).toMatch(/\.csv$/);

  await tabTo(page, page.getByRole("slider", { name: "Position in the video" }));
  for (let press = 0; press < 3; press++) await page.keyboard.press("ArrowRight");
  await expect.poll(() => positionOf(page)).toBe(3);
  await page.keyboard.press("+");
  await expect(page).toHaveURL(/zoom=/);
  await page.keyboard.press("0");
  await expect(page).not.toHaveURL(/zoom=/);

  const moment = page.getByTestId("moments").getByRole("button").first();
  await tabTo(page, page.getByRole("slider", { name: "Shown to" }));
  await tabTo(page, moment);
  const time = /(\d+):(\d\d)/.exec((await moment.textContent()) ?? "");
  await page.keyboard.press("Enter");
  await expect.poll(() => positionOf(page)).toBe(Number(time?.[1]) * 60 + Number(time?.[2]));

  await tabTo(page, page.getByRole("textbox", { name: "New note" }));
  await page.keyboard.type("Too early");
  await tabTo(page, page.getByRole("button", { name: `Pin to ${time?.[0]}` }));
  await page.keyboard.press("Enter");
  const note = page.getByTestId("note-list").getByRole("listitem").filter({ hasText: "Too early" });
  await tabTo(page, note.getByRole("button", { name: /^Edit the note/ }));
  await page.keyboard.press("Enter");
  await expect(note.getByRole("textbox")).toBeFocused();
  await page.keyboard.press("End");
  await page.keyboard.type(", by far");
  await tabTo(page, note.getByRole("button", { name: "Save note" }));
  await page.keyboard.press("Enter");
  await expect(note).toContainText("Too early, by far");
  await expect(note.getByRole("button", { name: /^Edit the note/ })).toBeFocused();
  await tabTo(page, note.getByRole("button", { name: /^Delete the note/ }));
  await page.keyboard.press("Enter");
  await expect(note).toHaveCount(0);

  await tabBackTo(page, tab("Compare"));
  await page.keyboard.press("Enter");
  await expect(page.getByTestId("verdict")).toContainText("The cuts differ", { timeout: 60_000 });
  const curve = page.getByTestId("curve-select");
  await tabTo(page, curve);
  // The list opens on the curve that is shown; a key that comes before it is there moves nothing.
  const pointed = page.locator("[role=option][data-combobox-selected]");
  await page.keyboard.press("ArrowDown");
  await expect(pointed).toHaveText("Happy");
  await page.keyboard.press("ArrowDown");
  await expect(pointed).not.toHaveText("Happy");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/curve=/);
  await expect(curve).not.toHaveValue("Happy");
  await tabTo(page, page.getByRole("slider", { name: "Position in the video" }));
  await page.keyboard.press("ArrowRight");
  await expect.poll(() => positionOf(page)).toBe(1);
  await context.close();
});
