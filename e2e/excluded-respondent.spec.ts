import type { Page } from "@playwright/test";
import type { CutViewer } from "#lib/testing/two-cuts.ts";
import { expect, test } from "./fixtures.ts";
import { countedViewers, mean, printed, scoresAt, share } from "./plain-numbers.ts";
import { openTimeline, readTable } from "./timeline-page.ts";

/** Every second's n, share and mean of happy, as a plain count of the viewers gives them. */
function countsOf(viewers: readonly CutViewer[]): string[][] {
  return Array.from({ length: 30 }, (_, second) => {
    const scores = scoresAt(viewers, "happy", second);
    return [String(scores.length), printed(share(scores)), printed(mean(scores))];
  });
}

async function shownCounts(page: Page): Promise<string[][]> {
  const { columns, rows } = await readTable(page);
  const at = ["n", "reaction_share_happy", "mean_happy"].map((name) => columns.indexOf(name));
  return rows.map((row) => at.map((column) => row[column] ?? ""));
}

test("an excluded respondent leaves every number of an open page exactly, and comes back exactly", async ({
  studio,
}) => {
  const { page: timeline, api } = studio;
  const { id, a } = await api.twoCuts();
  const viewers = countedViewers(0);
  const gone = viewers.find(({ seconds }) => seconds.every(({ corrected }) => corrected !== null));
  if (!gone) throw new Error("nobody was measured in every second");
  await openTimeline(timeline, id, `audience=simulated&videoId=${a}`);
  await expect(timeline.getByTestId("live-indicator")).toHaveAttribute("data-state", "connected");
  expect(await shownCounts(timeline)).toEqual(countsOf(viewers));

  const respondents = await timeline.context().newPage();
  await respondents.goto(`/studio/campaigns/${id}/sessions?audience=simulated`);
  await respondents.getByRole("textbox", { name: /respondent.s id/ }).fill(gone.publicId.slice(0, 13));
  await respondents.keyboard.press("Enter");
  await expect(respondents.getByTestId("session-count")).toHaveText("1 respondent");
  await respondents.getByRole("button", { name: /^Exclude/ }).click();
  await respondents.getByRole("dialog").getByRole("button", { name: "Exclude" }).click();
  await expect(respondents.getByText("Say why, in a few words")).toBeVisible();
  await respondents.getByLabel("Reason").fill("Spoke on the telephone");
  await respondents.getByRole("dialog").getByRole("button", { name: "Exclude" }).click();
  await expect(respondents.getByText(/Excluded: Spoke on the telephone/)).toBeVisible();

  // Nobody touched the timeline: it follows by itself.
  const without = countsOf(viewers.filter((viewer) => viewer !== gone));
  expect(without).not.toEqual(countsOf(viewers));
  await expect.poll(() => shownCounts(timeline)).toEqual(without);

  await respondents.getByRole("button", { name: "Undo" }).click();
  await expect(respondents.getByRole("button", { name: /^Exclude/ })).toBeVisible();
  await expect.poll(() => shownCounts(timeline)).toEqual(countsOf(viewers));

  // Their own page asks for a reason both ways, and keeps what was decided.
  await respondents.getByRole("link", { name: gone.publicId.slice(0, 8) }).click();
  await expect(respondents.getByTestId("respondent-record")).toBeVisible();
  const dialog = respondents.getByRole("dialog");
  await respondents.getByRole("button", { name: /^Exclude/ }).click();
  await dialog.getByLabel("Reason").fill("A second face");
  await dialog.getByRole("button", { name: "Exclude" }).click();
  await respondents.getByRole("button", { name: /^Count .* again$/ }).click();
  await dialog.getByRole("button", { name: "Count again" }).click();
  await expect(dialog.getByText("Say why, in a few words")).toBeVisible();
  await dialog.getByLabel("Reason").fill("It was a poster");
  await dialog.getByRole("button", { name: "Count again" }).click();
  const decisions = respondents.getByTestId("exclusion-history").getByRole("listitem");
  await expect(decisions.last()).toHaveText(/^Counted again by .*It was a poster$/);
  await expect(decisions.filter({ hasText: "Spoke on the telephone" }).first()).toHaveText(/^Excluded by /);
  await expect.poll(() => shownCounts(timeline)).toEqual(countsOf(viewers));
  await respondents.close();
});
