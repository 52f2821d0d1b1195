import { readFile } from "node:fs/promises";
import type { Page } from "@playwright/test";
import { parse } from "csv-parse/sync";
import { comparisonSchema } from "#lib/protocol/comparison.ts";
import { EXPRESSIONS } from "#lib/protocol/expressions.ts";
import { HEADLINES } from "#lib/protocol/overview.ts";
import { type CutViewer, SHORTENED_CUT, TWO_CUTS } from "#lib/testing/two-cuts.ts";
import { expect, test } from "./fixtures.ts";
import { countedViewers, mean, printed, scoresAt, share } from "./plain-numbers.ts";

const SECOND = 13;
const HAPPY = EXPRESSIONS.indexOf("happy");
const both = [countedViewers(0), countedViewers(1)] as const;

/** Highest share of viewers who react with happy, over the seconds of a film. */
function peakOf(viewers: (typeof both)[number]): number {
  const seconds = Array.from({ length: TWO_CUTS.filmSeconds }, (_, second) => second);
  return Math.max(...seconds.map((second) => share(scoresAt(viewers, "happy", second))));
}

/** Each viewer's own mean of happy over seconds [from, to), of those who have one. */
function sceneMeans(viewers: readonly CutViewer[], from: number, to: number): number[] {
  const seconds = Array.from({ length: to - from }, (_, i) => from + i);
  return viewers.flatMap((viewer) => {
    const scores = seconds.flatMap((second) => scoresAt([viewer], "happy", second));
    return scores.length === 0 ? [] : [mean(scores)];
  });
}

/** The rows of the file that the page offers. */
async function downloadNumbers(page: Page): Promise<Record<string, string>[]> {
  const download = page.waitForEvent("download");
  await page.getByRole("link", { name: "Numbers, CSV" }).click();
  return parse(await readFile(await (await download).path()), { columns: true });
}

const times = (page: Page) =>
  page.evaluate(() => [...document.querySelectorAll("video")].map((video) => video.currentTime));

test("two cuts: the page finds the span in which they differ, and its numbers are the viewers' own", async ({
  studio,
}) => {
  const { page, api } = studio;
  const { id, a, b } = await api.twoCuts();
  await page.goto(`/studio/campaigns/${id}/compare?audience=simulated`);
  const better = `higher in “${TWO_CUTS.cuts[1]}” around 0:1`;
  await expect(page.getByTestId("verdict")).toContainText(better, { timeout: 60_000 });
  await expect(page.getByTestId("spans")).toContainText(`Happy is ${better}`);
  await expect(page.getByText(`${both[0].length} viewers saw`)).toBeVisible();

  const query = `a=${a}&b=${b}&audience=simulated&basis=corrected`;
  const answer = await page.request.get(`/api/campaigns/${id}/compare?${query}`);
  const { spans } = comparisonSchema.parse(await answer.json());
  const happy = spans.find(({ curve, p }) => curve === "happy" && p < 0.05);
  expect(happy).toMatchObject({ higher: "b" });
  expect(Math.abs(happy!.from - TWO_CUTS.effect.from)).toBeLessThanOrEqual(2);
  expect(Math.abs(happy!.to - TWO_CUTS.effect.to)).toBeLessThanOrEqual(2);

  const file = await downloadNumbers(page);
  const scores = both.map((viewers) => scoresAt(viewers, "happy", SECOND)) as [number[], number[]];
  const row = file.find(
    ({ measure, a_from_second }) => measure === "happy" && a_from_second === String(SECOND),
  );
  expect(row).toMatchObject({
    n_a: String(scores[0].length),
    n_b: String(scores[1].length),
    a: printed(mean(scores[0])),
    b: printed(mean(scores[1])),
    difference: printed(mean(scores[1]) - mean(scores[0])),
    called: "1",
    figure: "mean",
  });
});

test("two cuts: shares of viewers are compared as the timeline shows them, at the threshold that is chosen", async ({
  studio,
}) => {
  const { page, api } = studio;
  const { id, a, b } = await api.twoCuts();
  await page.goto(`/studio/campaigns/${id}/compare?audience=simulated`);
  await page.getByText("Reaction share", { exact: true }).click();
  await expect(page).toHaveURL(/measure=share/);
  const better = `higher in “${TWO_CUTS.cuts[1]}” around 0:1`;
  await expect(page.getByTestId("spans")).toContainText(
    /Happy is higher in “[^”]*” around [\d:]+ to [\d:]+: by \d+ points on average/,
    {
      timeout: 60_000,
    },
  );
  await expect(page.getByTestId("verdict")).toContainText(better);

  const file = await downloadNumbers(page);
  const reacting = both.map((viewers) => share(scoresAt(viewers, "happy", SECOND))) as [number, number];
  const row = file.find(
    ({ measure, a_from_second }) => measure === "happy" && a_from_second === String(SECOND),
  );
  expect(row).toMatchObject({
    figure: "share",
    threshold: "0.2500",
    a: printed(reacting[0]),
    b: printed(reacting[1]),
    difference: printed(reacting[1] - reacting[0]),
    called: "1",
  });
  await page.getByText("Second by second, in numbers").click();
  const inNumbers = page.getByTestId("compare-numbers").locator("tbody tr").nth(SECOND);
  await expect(inNumbers.locator("td").first()).toContainText(`${Math.round(100 * reacting[0])}%`);

  const peaks = [peakOf(both[0]), peakOf(both[1])] as const;
  const film = file.filter(({ about }) => about === "film");
  expect(film.map(({ measure }) => measure)).toEqual([...HEADLINES]);
  expect(film.find(({ measure }) => measure === "peak")).toMatchObject({
    a: printed(peaks[0]),
    b: printed(peaks[1]),
    difference: printed(peaks[1] - peaks[0]),
  });
  const points = Math.round(100 * (peaks[1] - peaks[0]));
  const shown = page.getByTestId("compare-headlines").locator("[data-headline=peak] td").last();
  await expect(shown).toContainText(`${points > 0 ? "+" : ""}${points} points`);

  await page.getByTestId("threshold-select").click();
  await page.getByRole("option", { name: "Score ≥ 0.40" }).click();
  await expect(page).toHaveURL(/threshold=0\.40/);
  await expect(page.getByTestId("comparison")).toHaveAttribute("aria-busy", "false");
  const higher = await downloadNumbers(page);
  for (const [cut, videoId] of [a, b].entries()) {
    const timeline = await api.timeline(id, `audience=simulated&videoId=${videoId}&threshold=0.4`);
    const shares = timeline.seconds.map(({ reactionShare }) => printed(reactionShare![HAPPY]!.value));
    const ofCut = higher.filter(({ measure, about }) => measure === "happy" && about === "second");
    expect(ofCut.map((second) => second[cut === 0 ? "a" : "b"])).toEqual(shares);
  }
});

test("both films and the curves keep one clock, and a link shows the same segment, curve and moment", async ({
  studio,
}) => {
  const { page, api } = studio;
  const { id } = await api.twoCuts();
  const women = await page.request.post(`/api/campaigns/${id}/segments`, {
    data: { name: "Women", expression: { variable: "gender", in: ["female"] } },
  });
  expect(women.status()).toBe(201);
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.goto(`/studio/campaigns/${id}/compare?audience=simulated`);
  await page.getByTestId("compare-segment").click();
  await page.getByRole("option", { name: "Women" }).first().click();
  const female = both.map((viewers) => viewers.filter(({ gender }) => gender === "female").length);
  await expect(page.getByText(`${female[0]} viewers saw`)).toBeVisible({ timeout: 60_000 });
  await expect(page.getByText(`${female[1]} others`)).toBeVisible();

  await page.getByTestId("curve-select").click();
  await page.getByRole("option", { name: "Valence" }).click();
  await page.getByTestId("compare-difference").click();
  await expect.poll(async () => Math.min(...(await times(page)))).toBeGreaterThan(10);
  const [first = 0, second = 9] = await times(page);
  expect(Math.abs(first - second)).toBeLessThan(0.05);
  await page.getByRole("button", { name: "Play" }).click();
  await expect.poll(async () => Math.min(...(await times(page)))).toBeGreaterThan(first + 1);
  await page.getByRole("button", { name: "Pause" }).click();
  await expect
    .poll(async () => {
      const [one = 0, other = 9] = await times(page);
      return Math.abs(one - other);
    })
    .toBeLessThan(0.05);

  await page.getByRole("button", { name: "Copy link to this view" }).click();
  await expect(page.getByRole("button", { name: "Link copied" })).toBeVisible();
  const colleague = await page.context().newPage();
  await colleague.goto(await page.evaluate(() => navigator.clipboard.readText()));
  await expect(colleague.getByText(`${female[0]} viewers saw`)).toBeVisible({ timeout: 60_000 });
  await expect(colleague.getByTestId("curve-select")).toHaveValue("Valence");
  const [at = 0] = await times(page);
  await expect.poll(async () => Math.abs((await times(colleague))[1]! - at)).toBeLessThan(0.2);
  await colleague.close();
});

test("cuts of unequal length: the page says why only scenes are compared, and its numbers are the viewers' own", async ({
  studio,
}) => {
  const { page, api } = studio;
  const { id, a, b } = await api.twoCuts(SHORTENED_CUT);
  await page.goto(`/studio/campaigns/${id}/compare?audience=simulated`);
  await expect(page.getByText("Second by second they show different things")).toBeVisible({
    timeout: 60_000,
  });
  await expect(page.getByTestId("compare-curves")).toHaveCount(0);
  // The note leads to where scenes are named, of the same audience.
  const linked = page.getByRole("main").locator("a[href*='videoId=']");
  await expect(linked).toHaveText([`“${TWO_CUTS.cuts[0]}”`, `“${TWO_CUTS.cuts[1]}”`, "intent page"]);
  const hrefs = await linked.evaluateAll((links) => links.map((link) => link.getAttribute("href")));
  const base = `/studio/campaigns/${id}`;
  expect(hrefs).toEqual([
    `${base}/timeline?videoId=${a}&audience=simulated`,
    `${base}/timeline?videoId=${b}&audience=simulated`,
    `${base}/intent?videoId=${b}&audience=simulated`,
  ]);

  // The embrace is in another place of each cut, and the end in one of them alone.
  const EMBRACE = { a: { from: 14, to: 18 }, b: { from: 11, to: 16 } };
  const scene = (label: string, from: number, to: number) => ({
    label,
    startMs: from * 1_000,
    endMs: to * 1_000,
  });
  const scenesOf = [
    {
      videoId: a,
      scenes: [scene("Rain", 0, 6), scene("Embrace", 14, 18), scene("Pack shot", 24, 30)],
    },
    { videoId: b, scenes: [scene("Rain", 0, 5), scene("Embrace", 11, 16)] },
  ];
  for (const data of scenesOf) {
    expect((await page.request.post(`/api/campaigns/${id}/scenes`, { data })).status()).toBe(201);
  }
  await page.reload();
  await expect(page.getByText("Compared by scenes")).toBeVisible({ timeout: 60_000 });
  await expect(page.getByText("the same second shows different things")).toBeVisible();
  await expect(page.getByRole("heading", { name: "Scene by scene" })).toBeVisible();
  await expect(page.getByTestId("verdict")).toContainText(
    `higher in “${TWO_CUTS.cuts[1]}” in scene “Embrace”`,
  );
  await expect(page.getByTestId("compare-curves")).toHaveCount(0);

  const means = [0, 1].map((cut) => {
    const { from, to } = cut === 0 ? EMBRACE.a : EMBRACE.b;
    return sceneMeans(countedViewers(cut as 0 | 1, SHORTENED_CUT), from, to);
  }) as [number[], number[]];
  const apart = mean(means[1]) - mean(means[0]);
  const row = page.getByTestId("compare-numbers").locator("tbody tr");
  await expect(row).toHaveCount(2);
  const cells = row.filter({ hasText: "Embrace" }).locator("td");
  const signed = (value: number) => `${value < 0 ? "-" : "+"}${Math.abs(value).toFixed(2)}`;
  await expect(cells).toHaveText([
    new RegExp(`^\\${signed(mean(means[0]))} \\(`),
    String(means[0].length),
    new RegExp(`^\\${signed(mean(means[1]))} \\(`),
    String(means[1].length),
    new RegExp(`^\\${signed(apart)} \\(`),
  ]);

  const file = await downloadNumbers(page);
  const compared = file.filter(({ about, measure }) => about === "scene" && measure === "happy");
  expect(compared.map((line) => line.scene)).toEqual(["Rain", "Embrace"]);
  expect(compared[1]).toMatchObject({
    a_from_second: String(EMBRACE.a.from),
    a_to_second: String(EMBRACE.a.to),
    b_from_second: String(EMBRACE.b.from),
    b_to_second: String(EMBRACE.b.to),
    n_a: String(means[0].length),
    n_b: String(means[1].length),
    called: "1",
  });
  expect(Number(compared[1]?.difference)).toBeCloseTo(apart, 3);
  expect(file.some(({ about }) => about === "second")).toBe(false);

  // Both films stand at the scene, each where it has it.
  await page.getByRole("button", { name: "Show scene “Embrace” in both films" }).click();
  const [first, second] = [EMBRACE.a.from, EMBRACE.b.from];
  await expect.poll(async () => (await times(page)).map((time) => Math.round(time))).toEqual([first, second]);
});
