import { expect, test } from "./fixtures.ts";
import { countedViewers } from "./plain-numbers.ts";

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

  await page.locator("input[aria-label=Device]").click();
  await page.getByRole("option", { name: "Phone" }).click();
  await expect(total).toHaveText(`${phones.length} respondents`);
  await expect(page.locator("td[data-label=Device]").filter({ hasText: "Phone" })).toHaveCount(phones.length);
  await page.locator("input[aria-label=Quality]").click();
  await page.getByRole("option", { name: "Not graded: never finished" }).click();
  const left = phones.filter(({ finished }) => !finished).length;
  await expect(total).toHaveText(left === 1 ? "1 respondent" : `${left} respondents`);
});
