import { join } from "node:path";
import { writeFaceClip } from "#lib/testing/test-clip.ts";
import { expect, test } from "./fixtures.ts";
import { openTimeline, tableCell, tableColumn, untilCharts } from "./timeline-page.ts";
import { consentAndCalibrate, untilDone } from "./viewer-journey.ts";
import { VIEWER_VIEWPORT } from "./watched-film.ts";

test("who consents and watches before a real camera device appears second by second in the studio", async ({
  playwright,
  launchOptions,
  baseURL,
  folder,
  studio,
}) => {
  const { id } = await studio.api.demoCampaign();
  await openTimeline(studio.page, id, "audience=real&basis=raw");
  const measuredBefore = await tableColumn(studio.page, "n");
  const reachedBefore = Number(await tableCell(studio.page, 5, "reached"));

  const clip = join(folder, "calm.y4m");
  await writeFaceClip(clip, "calm");
  const args = [...(launchOptions.args ?? []), `--use-file-for-fake-video-capture=${clip}`];
  const browser = await playwright.chromium.launch({ ...launchOptions, args });
  const viewer = await browser.newPage({
    baseURL: baseURL ?? "",
    permissions: ["camera"],
    viewport: VIEWER_VIEWPORT,
  });
  const { publicId } = await consentAndCalibrate(viewer);
  await untilDone(viewer);
  await browser.close();

  await openTimeline(studio.page, id, "audience=real&basis=raw");
  await expect.poll(() => tableCell(studio.page, 5, "reached")).toBe(String(reachedBefore + 1));
  await untilCharts(studio.page);
  await expect(studio.page.getByTestId("n-strip")).toBeVisible();

  const respondent = await studio.api.respondent(id, publicId);
  expect(respondent).toMatchObject({ simulated: false, state: "finished" });
  expect(respondent.seconds).toHaveLength(Math.round(respondent.durationMs / 1000));
  const valid = respondent.seconds.filter(({ raw }) => raw !== null);
  expect(valid.length).toBeGreaterThanOrEqual(respondent.seconds.length / 2);
  const measured = await tableColumn(studio.page, "n");
  for (const { second } of valid) expect(measured[second]).toBe((measuredBefore[second] ?? 0) + 1);

  // Their own curve has its own page.
  await studio.page.goto(`/studio/campaigns/${id}/sessions/${publicId}`);
  await expect(studio.page.getByRole("slider", { name: "Position in the video" })).toBeVisible();
});
