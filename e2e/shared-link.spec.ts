import type { Page } from "@playwright/test";
import { expect, test } from "./fixtures.ts";
import { countedViewers, mean, printed, scoresAt } from "./plain-numbers.ts";
import { openTimeline, readTable, tableCell, untilCharts } from "./timeline-page.ts";

/** What a reader sees of a view, as far as a link has to carry it. */
async function viewOf(page: Page) {
  const pressed = (testId: string) => page.getByTestId(testId).locator("input:checked").inputValue();
  return {
    measure: await pressed("measure-switch"),
    basis: await pressed("basis-switch"),
    smoothing: await pressed("smoothing-choice"),
    shown: await page
      .getByRole("group", { name: "Expressions shown" })
      .getByRole("button")
      .evaluateAll((chips) => chips.map((chip) => chip.getAttribute("aria-pressed"))),
    zoom: await page
      .getByRole("slider", { name: /^Shown (from|to)/ })
      .evaluateAll((ends) => ends.map((end) => end.getAttribute("aria-valuenow"))),
    seconds: await page.getByTestId("playhead").getAttribute("data-seconds"),
    table: await readTable(page),
  };
}

test("a copied link shows a colleague the same view, with the numbers of the audience itself", async ({
  studio,
}) => {
  const { page, api } = studio;
  const { id, b } = await api.twoCuts();
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await openTimeline(page, id, `audience=simulated&videoId=${b}`);
  await page.getByText("Mean score", { exact: true }).click();
  await page.getByText("Smoothed, 3 s", { exact: true }).click();
  await page.getByRole("button", { name: "Happy and surprise only" }).click();
  await page.getByRole("button", { name: "Zoom in" }).click();
  await page.getByTestId("timeline-chart").click();
  await expect(page).toHaveURL(/zoom=/);
  const at = Number(await page.getByTestId("playhead").getAttribute("data-seconds"));
  expect(at).toBeGreaterThan(5);
  await page.getByRole("button", { name: "Copy link to this view" }).click();
  await expect(page.getByRole("button", { name: "Link copied" })).toBeVisible();
  const link = await page.evaluate(() => navigator.clipboard.readText());
  const seen = await viewOf(page);
  expect(seen.zoom).toHaveLength(2);
  expect(seen.shown).toContain("true");

  const colleague = await page.context().newPage();
  await colleague.goto(link);
  await expect(colleague.getByTestId("timeline-table").locator("tbody tr")).toHaveCount(30);
  await expect
    .poll(async () => Number(await colleague.getByTestId("playhead").getAttribute("data-seconds")))
    .toBeCloseTo(at, 0);
  expect({ ...(await viewOf(colleague)), seconds: null }).toEqual({ ...seen, seconds: null });
  await colleague.close();

  const viewers = countedViewers(1);
  for (const second of [3, 13, 19]) {
    const scores = scoresAt(viewers, "happy", second);
    expect(await tableCell(page, second, "n")).toBe(String(scores.length));
    expect(await tableCell(page, second, "mean_happy")).toBe(printed(mean(scores)));
  }
});

test("a link keeps the part of the film that it shows, wherever the video stands", async ({ studio }) => {
  const { page, api } = studio;
  const { id } = await api.demoCampaign();
  await openTimeline(page, id, "audience=simulated&zoom=0-10&at=20");
  await untilCharts(page);
  const video = page.getByTestId("studio-video");
  await expect.poll(() => video.evaluate((film: HTMLVideoElement) => film.currentTime)).toBeCloseTo(20, 1);
  await expect(page.getByTestId("playhead")).toHaveAttribute("data-seconds", /^(20\.|19\.9)/);
  await expect(page.getByTestId("video-position")).toContainText("0:20");
  await expect(page.getByRole("slider", { name: "Shown to" })).toHaveAttribute("aria-valuenow", "10");
  expect(page.url()).toContain("zoom=0-10&at=20");
  // From there on it follows the video.
  await page.getByRole("slider", { name: "Position in the video" }).press("ArrowRight");
  await expect(page.getByRole("slider", { name: "Shown to" })).not.toHaveAttribute("aria-valuenow", "10");
});

test("the campaign's tabs stay with the audience that is read, and are fetched when they are pointed at", async ({
  studio,
}) => {
  const { page, api } = studio;
  const { id } = await api.twoCuts();
  await openTimeline(page, id, "audience=simulated");
  const tabs = page.getByRole("navigation", { name: "Campaign" });
  const ofIntent = (url: string) => url.includes("/intent?") && url.includes("_rsc=");
  let unasked = 0;
  page.on("request", (request) => {
    if (ofIntent(request.url())) unasked++;
  });
  await page.waitForLoadState("networkidle");
  expect(unasked).toBe(0);
  const fetched = page.waitForRequest((request) => ofIntent(request.url()));
  await tabs.getByRole("link", { name: "Intent" }).hover();
  await fetched;
  for (const name of ["Overview", "Intent", "Compare", "Set-up", "Respondents"]) {
    await tabs.getByRole("link", { name }).click();
    await expect(tabs.getByRole("link", { name })).toHaveAttribute("aria-current", "page");
    await expect(page).toHaveURL(/audience=simulated/);
  }
});
