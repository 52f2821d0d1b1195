import { TWO_CUTS, twoCutsAudience } from "#lib/testing/two-cuts.ts";
import { expect, test } from "./fixtures.ts";
import { countedViewers, mean, scoresAt, share } from "./plain-numbers.ts";

const viewers = countedViewers(1);
const seconds = Array.from({ length: TWO_CUTS.filmSeconds }, (_, second) => second);
const shares = (expression: "happy" | "surprise") =>
  seconds.map((second) => share(scoresAt(viewers, expression, second)));
const percent = (value: number) => `${Math.round(100 * value)}%`;

test("the overview tells fieldwork and headlines as the viewers are, and its peak leads to that second of that cut", async ({
  studio,
}) => {
  const { page, api } = studio;
  const { id, b } = await api.twoCuts();
  await page.goto(`/studio/campaigns/${id}/overview?audience=simulated&videoId=${b}`);

  const audience = twoCutsAudience();
  const stage = (label: string) =>
    page
      .getByTestId("funnel")
      .locator("div", { has: page.getByText(label, { exact: true }) })
      .locator("strong");
  const excluded = audience.filter((viewer) => viewer.excluded).length;
  const completed = audience.filter((viewer) => viewer.finished && !viewer.excluded).length;
  await expect(stage("Started")).toHaveText(String(audience.length));
  await expect(stage("Excluded")).toHaveText(String(excluded));
  await expect(stage("Completed")).toHaveText(String(completed));
  await expect(stage("Watching now")).toHaveText("0");
  await expect(stage("Dropped out")).toHaveText(String(audience.length - excluded - completed));
  await expect(page.getByRole("list", { name: "Why viewers were excluded" })).toContainText(
    TWO_CUTS.exclusionReason,
  );

  const happy = shares("happy");
  const [peak, end] = [Math.max(...happy), mean(happy.slice(-3))];
  const headlines = {
    attraction: Math.max(...shares("surprise").slice(0, 8)),
    peak,
    end,
    peakEnd: (peak + end) / 2,
    completion: viewers.filter(({ finished }) => finished).length / viewers.length,
  };
  const tile = (name: string) => page.getByTestId("headlines").locator(`[data-headline=${name}]`);
  for (const [name, value] of Object.entries(headlines)) {
    await expect(tile(name), name).toContainText(percent(value));
    await expect(tile(name), name).toContainText(/n = \d+/);
  }

  const peakSecond = happy.indexOf(peak);
  await tile("peak").getByRole("link").click();
  await expect(page).toHaveURL(new RegExp(`/timeline\\?.*videoId=${b}`));
  await expect(page.getByTestId("video-position")).toContainText(`0:${String(peakSecond).padStart(2, "0")}`);
  await expect(page.getByTestId("timeline-table").locator("tbody tr")).toHaveCount(TWO_CUTS.filmSeconds);
  // The moments found there tell the same peak.
  await page.getByTestId("moments").scrollIntoViewIfNeeded();
  const n = scoresAt(viewers, "happy", peakSecond).length;
  await expect(page.getByTestId("moments")).toContainText(`${percent(peak)} of ${n} viewers`);
});
