import { EXPRESSIONS } from "#lib/protocol/expressions.ts";
import { expect, listenForFaults, test } from "./fixtures.ts";
import { StudioApi } from "./studio-api.ts";
import { openTimeline } from "./timeline-page.ts";

const READER = { locale: "de-DE", timezoneId: "Asia/Tokyo" };
const SHARE = /\d\s%/;
const ENGLISH = /\d\.\d|\d%/;

/** A moment as the reader writes it. */
function inTokyo(iso: string): string {
  return new Intl.DateTimeFormat(READER.locale, {
    dateStyle: "medium",
    timeStyle: "short",
    timeZone: READER.timezoneId,
  }).format(new Date(iso));
}

test("numbers, dates and times are written as the reader's own browser writes them", async ({
  browser,
  server,
  signedIn,
}) => {
  const context = await browser.newContext({ baseURL: server.url, storageState: signedIn, ...READER });
  const faults = listenForFaults(context);
  const page = await context.newPage();
  const { id } = await new StudioApi(context.request).demoCampaign();

  await openTimeline(page, id, "audience=simulated");
  const threshold = page.locator("input[aria-label=Threshold]");
  await expect(threshold).toHaveValue("Score \u2265 0,25");
  await expect(page.getByText("Viewers whose expression score is 0,25 or more")).toBeVisible();
  const chips = page.getByRole("group", { name: "Expressions shown" }).getByRole("button");
  const axis = page.locator("[data-testid=timeline-chart] .recharts-yAxis-tick-labels text");
  await expect(chips).toHaveText(EXPRESSIONS.map(() => /\d\s%$/));
  await expect(axis.first()).toHaveText(SHARE);
  await threshold.click();
  await expect(page.getByRole("option", { name: "Score \u2265 0,30" })).toBeVisible();
  await expect(page.getByRole("option").filter({ hasText: ENGLISH })).toHaveCount(0);
  await page.keyboard.press("Escape");
  await page.getByText("Mean score", { exact: true }).click();
  await expect(chips).toHaveText(EXPRESSIONS.map(() => /\d,\d\d$/));
  await expect(axis.first()).toHaveText(/^[+-]?\d,\d\d$/);

  await page.goto(`/studio/campaigns/${id}/overview?audience=simulated`);
  await expect(page.getByText("A reaction is a score of 0,25 or more")).toBeVisible();
  await expect(page.locator("[data-headline=peak]")).toContainText(SHARE);
  await expect(page.locator("[data-headline=valence]")).toContainText(/\d,\d\d/);
  await expect(page.getByTestId("headlines")).not.toContainText(ENGLISH);

  await page.goto(`/studio/campaigns/${id}/sessions?audience=simulated`);
  const started = page.locator("td[data-label=Started] time").first();
  const iso = (await started.getAttribute("datetime")) ?? "";
  await expect(started).toHaveText(inTokyo(iso));
  await expect(started).toHaveText(/^\d\d\.\d\d\.\d{4}, \d\d:\d\d$/);
  const measured = page.locator("td[data-label='Valid seconds'], td[data-label=Quality]");
  await expect(measured.filter({ hasText: SHARE }).first()).toBeVisible();
  await expect(measured.filter({ hasText: ENGLISH })).toHaveCount(0);

  const draft = await context.request.post("/api/campaigns", {
    data: {
      title: "Numbers in fields",
      purpose: "We want to know how numbers are written.",
      retentionDays: 30,
    },
  });
  expect(draft.status()).toBe(201);
  const setup = `/studio/campaigns/${(await draft.json()).id}/setup`;
  await page.goto(setup);
  await page.getByText("Thresholds", { exact: true }).click();
  const coverage = page.getByLabel("First").first();
  await expect(coverage).toHaveValue("0,8");
  await coverage.fill("0,75");
  await page.getByRole("button", { name: "Save quality" }).click();
  await expect(page.getByText("Quality thresholds saved")).toBeVisible();
  await page.reload();
  await page.getByText("Thresholds", { exact: true }).click();
  await expect(coverage).toHaveValue("0,75");

  await context.close();
  expect(faults).toEqual([]);
});
