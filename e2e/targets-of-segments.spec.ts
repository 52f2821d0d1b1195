import { expect, test } from "./fixtures.ts";
import { countedViewers, mean, scoresAt } from "./plain-numbers.ts";
import { openTimeline, tableCell } from "./timeline-page.ts";

const NAME = "Men below 55";
const SCENE = { label: "Embrace and after", startMs: 11_000, endMs: 16_000 };

const members = (cut: 0 | 1) =>
  countedViewers(cut).filter(({ age, gender }) => age !== "55+" && gender === "male");

/** Mean over viewers of the share of the scene's seconds in which each reacts, as a percentage. */
function achieved(viewers: ReturnType<typeof members>, threshold = 0.25): { percent: number; n: number } {
  const own = viewers.flatMap((viewer) => {
    const scores = [11, 12, 13, 14, 15].flatMap((second) => scoresAt([viewer], "happy", second));
    return scores.length === 0 ? [] : [mean(scores.map((score) => Number(score >= threshold)))];
  });
  return { percent: Math.round(100 * mean(own)), n: own.length };
}

test("a scene's target among a segment is met by one cut and told of both, by the viewers' own numbers", async ({
  studio,
}) => {
  const { page, api } = studio;
  const { id, a, b } = await api.twoCuts();
  for (const film of [a, b]) await api.removeScenes(id, film);
  const scenes = await page.request.post(`/api/campaigns/${id}/scenes`, {
    data: { videoId: a, scenes: [SCENE] },
  });
  expect(scenes.status()).toBe(201);

  await openTimeline(page, id, `audience=simulated&videoId=${b}`);
  await page.getByTestId("segment-picker").click();
  await page.getByRole("menuitem", { name: "New segment" }).click();
  const builder = page.getByRole("dialog");
  await builder.getByLabel("Name").fill(NAME);
  await builder.locator('input[aria-label="Is or is not"]').click();
  await page.getByRole("option", { name: "is not" }).click();
  await builder.locator('input[aria-label="Answers of Age band"]').click();
  await page.getByRole("option", { name: "55+" }).click();
  await page.keyboard.press("Escape");
  await builder.getByRole("button", { name: "Add row" }).click();
  await builder.locator('input[aria-label="What is asked"]').last().click();
  await page.getByRole("option", { name: "Gender" }).click();
  await builder.locator('input[aria-label="Answers of Gender"]').click();
  await page.getByRole("option", { name: "male", exact: true }).click();
  await page.keyboard.press("Escape");
  await expect(builder.getByTestId("segment-count")).toContainText(
    `: ${members(1).length} viewers right now`,
  );
  await builder.getByRole("button", { name: "Save segment" }).click();
  await expect(page.getByTestId("segment-picker")).toContainText(NAME);
  await page.getByTestId("segment-picker").click();
  await expect(page.getByRole("menuitemcheckbox", { name: NAME })).toBeChecked();
  await page.keyboard.press("Escape");
  const scores = scoresAt(members(1), "happy", 13);
  await expect.poll(() => tableCell(page, 13, "n")).toBe(String(scores.length));

  await page.goto(`/studio/campaigns/${id}/intent?audience=simulated&videoId=${a}`);
  await page.getByRole("button", { name: `Set the targets of ${SCENE.label}` }).click();
  const form = page.getByRole("dialog");
  await form.getByLabel("Of viewers").fill("30");
  await form.getByLabel("Among").first().click();
  await page.getByRole("option", { name: NAME }).click();
  await form.getByRole("button", { name: "Save targets" }).click();
  await expect(form).toHaveCount(0);
  const before = achieved(members(0));
  const intent = page.getByTestId("intent");
  await expect(intent).toContainText(`at least 30% of “${NAME}”`);
  await expect(intent).toContainText(`${before.percent}% (`);
  await expect(intent).toContainText(`n = ${before.n}`);
  await expect(intent.locator("[data-verdict=missed]").first()).toBeVisible();

  // The same targets for the other cut, which was changed to meet them.
  const copied = await page.request.post(`/api/campaigns/${id}/scenes/copy`, {
    data: { fromVideoId: a, videoId: b },
  });
  expect(copied.status()).toBe(201);
  await page.goto(`/studio/campaigns/${id}/intent?audience=simulated&videoId=${b}&against=${a}`);
  const after = achieved(members(1));
  expect(after.percent).toBeGreaterThan(before.percent);
  const scene = intent.getByRole("listitem").filter({ hasText: SCENE.label });
  await expect(scene).toContainText(`${after.percent}% (`);
  await expect(scene).toContainText(`Was ${before.percent}% in`);
  await expect(scene).toContainText(/This cut: \d+ points? higher \(\d+ to \d+\)/);

  // Another score that counts as a reaction, as on the timeline; a link keeps it.
  await page.getByTestId("threshold-select").click();
  await page.getByRole("option", { name: "Score ≥ 0.40" }).click();
  await expect(page).toHaveURL(/threshold=0\.40/);
  const higher = achieved(members(1), 0.4);
  expect(higher.percent).not.toBe(after.percent);
  await expect(scene).toContainText(`${higher.percent}% (`);
  await page.reload();
  await expect(scene).toContainText(`${higher.percent}% (`);
  await expect(scene).toContainText(`Was ${achieved(members(0), 0.4).percent}% in`);
  await page.getByText("Raw", { exact: true }).click();
  await expect(page.getByText("a score of 0.40 or more, averaged")).toBeVisible();
});
