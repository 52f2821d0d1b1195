import { SHORTENED_CUT, TWO_CUTS } from "#lib/testing/two-cuts.ts";
import { expect, test } from "./fixtures.ts";
import { openTimeline } from "./timeline-page.ts";

test("a click on the curve seeks the video, and playing moves the pointer on the curve", async ({
  studio,
}) => {
  const { page, api } = studio;
  const { id } = await api.demoCampaign();
  await openTimeline(page, id, "audience=simulated");
  const video = page.getByTestId("studio-video");
  const position = () => video.evaluate((element: HTMLVideoElement) => element.currentTime);
  const pointer = async () => Number(await page.getByTestId("playhead").getAttribute("data-seconds"));
  await expect
    .poll(() => video.evaluate((element: HTMLVideoElement) => element.readyState))
    .toBeGreaterThan(1);
  expect(await position()).toBe(0);

  await page.getByTestId("timeline-chart").click();
  await expect.poll(position).toBeGreaterThan(10);
  expect(await position()).toBeLessThan(20);
  await expect.poll(pointer).toBeCloseTo(await position(), 1);
  // The pointer is moved by its own width, which must not widen the page.
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(page.viewportSize()?.width);

  const from = await pointer();
  await page.getByRole("button", { name: "Play" }).click();
  await expect.poll(pointer).toBeGreaterThan(from + 1);
  await page.getByRole("button", { name: "Pause" }).click();
  await expect.poll(async () => Math.abs((await pointer()) - (await position()))).toBeLessThan(0.1);

  // They wait for a reader who rests or comes near, and then are there with their pictures.
  await expect(page.getByTestId("moments").getByRole("button").first()).toBeVisible();
  await expect(page.getByTestId("moments").locator("img").first()).toBeVisible();
});

test("a film of another length begins at its beginning, whatever second the link to the first one named", async ({
  studio,
}) => {
  const { page, api } = studio;
  const { id, a, b } = await api.twoCuts(SHORTENED_CUT);
  await openTimeline(page, id, `audience=simulated&videoId=${a}&at=13.5`);
  const pointer = async () => Number(await page.getByTestId("playhead").getAttribute("data-seconds"));
  await expect.poll(pointer).toBeCloseTo(13.5, 1);
  await page.locator("input[aria-label=Video]").click();
  await page.getByRole("option", { name: TWO_CUTS.cuts[1] }).click();
  await expect(page).toHaveURL(new RegExp(`videoId=${b}`));
  await expect(page.getByTestId("timeline-table").locator("tbody tr")).toHaveCount(
    SHORTENED_CUT.filmSeconds[1],
  );
  expect(await pointer()).toBe(0);
  const video = page.getByTestId("studio-video");
  await expect.poll(() => video.evaluate((film: HTMLVideoElement) => film.readyState)).toBeGreaterThan(1);
  expect(await video.evaluate((film: HTMLVideoElement) => film.currentTime)).toBe(0);
});
