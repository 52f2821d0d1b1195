import type { Page } from "@playwright/test";
import { expect, test } from "./fixtures.ts";

/** Where a curve is drawn, px of the page, and what is written beside its plot. */
async function seen(page: Page, chart: string, curve: string, labels: string) {
  const box = await page.locator(`[data-testid=${chart}] ${curve}`).evaluate((element) => {
    const { left, top, width, height } = element.getBoundingClientRect();
    return { left, top, width, height };
  });
  const texts = await page.locator(`[data-testid=${chart}] ${labels}`).allTextContents();
  return { box, texts: texts.sort() };
}

test("curves are on the page without any script, where the charts then draw them", async ({
  studio,
  browser,
  baseURL,
}) => {
  const { page, api } = studio;
  const { id } = await api.demoCampaign();
  const address = `/studio/campaigns/${id}/timeline?audience=simulated`;
  const without = await browser.newPage({
    baseURL: baseURL ?? "",
    storageState: await page.context().storageState(),
    javaScriptEnabled: false,
  });
  await without.goto(address);
  await expect(without.locator("[data-testid=timeline-chart] polyline.curve-happy")).toBeVisible();
  await expect(without.locator("[data-testid=n-strip] path").first()).toBeVisible();
  await page.goto(address);
  const curves = { "timeline-chart": "happy", "valence-chart": "valence-chart" };
  for (const [chart, key] of Object.entries(curves)) {
    const drawn = page.locator(`[data-testid=${chart}] .curve-${key} .recharts-line-curve`);
    await expect(drawn).toBeVisible();
    const sketch = await seen(without, chart, `polyline.curve-${key}`, "span");
    const charted = await seen(
      page,
      chart,
      `.curve-${key} .recharts-line-curve`,
      ".recharts-yAxis-tick-labels text",
    );
    expect(sketch.texts).toEqual(charted.texts);
    expect(sketch.box.height).toBeGreaterThan(20);
    for (const [side, px] of Object.entries(charted.box)) {
      const sketchedPx = sketch.box[side as keyof typeof sketch.box];
      expect(Math.abs(sketchedPx - px), `${chart} ${side}: ${sketchedPx} and ${px} px`).toBeLessThan(2.5);
    }
  }
  await without.close();
});

test("where the charts' own scripts cannot be had, the sketch stays and says so, and the page goes on", async ({
  studio,
}) => {
  const { page, api } = studio;
  const { id } = await api.demoCampaign();
  await page.route(/\/_next\/static\/.*\.js/, async (route) => {
    const answer = await route.fetch();
    const isOfCharts = (await answer.text()).includes("recharts-line-curve");
    if (isOfCharts) await route.abort();
    else await route.fulfill({ response: answer });
  });
  await page.goto(`/studio/campaigns/${id}/timeline?audience=simulated`);
  await expect(page.getByRole("status").filter({ hasText: "Load the page again" }).first()).toBeVisible();
  await expect(page.locator("[data-testid=timeline-chart] polyline.curve-happy")).toBeVisible();
  await expect(page.locator(".recharts-line-curve")).toHaveCount(0);
  await expect(page.getByTestId("timeline-table").locator("tbody tr")).toHaveCount(30);
});

test("while a timeline is on its way its link says so, and the page before stays", async ({ studio }) => {
  const { page, api } = studio;
  const { id } = await api.demoCampaign();
  await page.goto(`/studio/campaigns/${id}/overview?audience=simulated`);
  let arrive = () => {};
  const arrived = new Promise<void>((resolve) => {
    arrive = resolve;
  });
  await page.route(/\/timeline\?/, async (route) => {
    await arrived;
    await route.continue();
  });
  const tab = page.getByRole("navigation", { name: "Campaign" }).getByRole("link", { name: "Timeline" });
  await page.locator("[data-headline=peak]").getByText("n = ").waitFor();
  await tab.click();
  await expect(tab.getByRole("status", { name: "Loading" })).toBeVisible();
  await expect(page.locator("[data-headline=peak]")).toBeVisible();
  arrive();
  await expect(page.getByTestId("timeline-chart")).toBeVisible();
  await expect(tab.getByRole("status")).toHaveCount(0);
});
