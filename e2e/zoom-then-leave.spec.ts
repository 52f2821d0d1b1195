import { setTimeout as delay } from "node:timers/promises";
import { expect, test } from "./fixtures.ts";
import { openTimeline, untilCharts } from "./timeline-page.ts";

/** Longer than a zoom takes until it stands in the address. */
const SLOW_PAGE_MS = 800;

test("who zooms and leaves at once is let go, and the next page's address knows of no zoom", async ({
  studio,
}) => {
  const { page, api } = studio;
  const { id } = await api.demoCampaign();
  await openTimeline(page, id, "audience=simulated");
  await untilCharts(page);
  await page.route(/\/intent\?.*_rsc=/, async (route) => {
    await delay(SLOW_PAGE_MS);
    await route.continue();
  });
  await page.getByRole("button", { name: "Zoom in" }).click();
  await page.getByRole("navigation", { name: "Campaign" }).getByRole("link", { name: "Intent" }).click();
  await expect(page).toHaveURL(/\/intent\?audience=simulated$/);
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await page.unrouteAll({ behavior: "ignoreErrors" });
  await page.goBack();
  await expect(page).toHaveURL(/\/timeline\?audience=simulated/);
  await untilCharts(page);
});
