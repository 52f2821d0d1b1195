import type { Page } from "@playwright/test";
import { LOSS_LABELS } from "#lib/chart/losses.ts";
import { LOSS_REASONS, type LossReason } from "#lib/protocol/viewer-second.ts";
import { type CutViewer, TWO_CUTS } from "#lib/testing/two-cuts.ts";
import { expect, test } from "./fixtures.ts";
import { countedViewers } from "./plain-numbers.ts";

/** The reason that the fewest of them lost a second for, of those that occur. */
function rarestLoss(viewers: readonly CutViewer[]): LossReason {
  const losers = (reason: LossReason) =>
    viewers.filter(({ seconds }) => seconds.some(({ loss }) => loss === reason)).length;
  const occurring = LOSS_REASONS.filter((reason) => losers(reason) > 0);
  return occurring.reduce((rarest, reason) => (losers(reason) < losers(rarest) ? reason : rarest));
}

async function clearFilter(page: Page, name: string): Promise<void> {
  await page
    .locator("search .mantine-Select-root")
    .filter({ has: page.locator(`input[aria-label='${name}']`) })
    .getByRole("button", { includeHidden: true })
    .click();
}

test("the list of respondents is sorted, filtered and paged by the server", async ({ studio }) => {
  const { page, api } = studio;
  const { id } = await api.twoCuts();
  const all = [...countedViewers(0), ...countedViewers(1)];
  const phones = all.filter(({ userAgent }) => userAgent.includes("iPhone"));
  await page.goto(`/studio/campaigns/${id}/sessions?audience=simulated&counted=counted`);
  const total = page.getByTestId("session-count");
  await expect(total).toHaveText(`${all.length} respondents`);
  await page.getByRole("link", { name: /^Quality/ }).click();
  await expect(page).toHaveURL(/sort=grade/);
  await page.getByTestId("next-page").click();
  await expect(page).toHaveURL(/cursor=/);
  await expect(page.getByTestId("session-table").locator("tbody tr")).toHaveCount(all.length - 50);
  await page.getByTestId("previous-page").click();

  // The worst recordings first, and those who answered alike beside each other.
  await page.getByRole("link", { name: /^Valid seconds/ }).click();
  await expect(page).toHaveURL(/sort=validShare/);
  await page.getByRole("link", { name: /^Valid seconds/ }).click();
  await expect(page).toHaveURL(/direction=asc/);
  const table = page.getByTestId("session-table");
  const percentages = await table.locator("td[data-label='Valid seconds']").allTextContents();
  const shares = percentages.slice(0, 10).map((text) => Number.parseInt(text, 10));
  expect(shares).toEqual([...shares].sort((a, b) => a - b));
  await page.getByRole("link", { name: /^Segment/ }).click();
  await expect(page).toHaveURL(/sort=segment/);
  await expect(table.locator("td[data-label=Segment]").first()).toHaveText("55+, male");

  // Which cut each of them saw, and those who saw one.
  await page.locator("input[aria-label=Cut]").click();
  await page.getByRole("option", { name: TWO_CUTS.cuts[1] }).click();
  await expect(page).toHaveURL(/videoId=\d+/);
  const ofSecond = countedViewers(1);
  await expect(total).toHaveText(`${ofSecond.length} respondents`);
  await expect(table.locator("td[data-label=Cut]")).toHaveText(ofSecond.map(() => TWO_CUTS.cuts[1]));

  // Of those, whoever lost a second for one reason: as a plain look at their seconds says.
  const reason = rarestLoss(ofSecond);
  const losers = ofSecond.filter(({ seconds }) => seconds.some(({ loss }) => loss === reason));
  await page.locator("input[aria-label='Lost to']").click();
  await page.getByRole("option", { name: LOSS_LABELS[reason], exact: true }).click();
  await expect(page).toHaveURL(new RegExp(`loss=${reason}`));
  await expect(total).toHaveText(losers.length === 1 ? "1 respondent" : `${losers.length} respondents`);
  // One after the other at once: what is asked second does not forget the first.
  for (const name of ["Cut", "Lost to"]) await clearFilter(page, name);
  await expect(total).toHaveText(`${all.length} respondents`);

  await page.locator("input[aria-label=Device]").click();
  await page.getByRole("option", { name: "Phone" }).click();
  await expect(total).toHaveText(`${phones.length} respondents`);
  await expect(page.locator("td[data-label=Device]").filter({ hasText: "Phone" })).toHaveCount(phones.length);
  await page.locator("input[aria-label=Quality]").click();
  await page.getByRole("option", { name: "Not graded: never finished" }).click();
  const left = phones.filter(({ finished }) => !finished).length;
  await expect(total).toHaveText(left === 1 ? "1 respondent" : `${left} respondents`);
});

test("those who agreed to one consent text are listed by its version; of one film no cut is told", async ({
  studio,
}) => {
  const { page, api } = studio;
  const { id } = await api.twoCuts();
  await page.goto(`/studio/campaigns/${id}/sessions?audience=simulated&counted=counted`);
  await page.locator("input[aria-label='Consent text']").click();
  const option = page.getByRole("option");
  await expect(option).toHaveCount(1);
  const version = (await option.textContent())?.replace("Text ", "");
  await option.click();
  await expect(page).toHaveURL(new RegExp(`consent=${version}`));
  await expect(page.getByTestId("session-count")).toHaveText(/^[1-9]\d* respondents$/);
  await page.goto(`/studio/campaigns/${id}/sessions?audience=simulated&consent=1999-01-01.1`);
  await expect(page.getByText("Nobody fits these filters")).toBeVisible();

  const demo = await api.demoCampaign();
  await page.goto(`/studio/campaigns/${demo.id}/sessions?audience=simulated`);
  await expect(page.getByRole("columnheader", { name: "Respondent" })).toBeVisible();
  await expect(page.getByRole("columnheader", { name: "Cut" })).toHaveCount(0);
  await expect(page.locator("input[aria-label=Cut]")).toHaveCount(0);
});
