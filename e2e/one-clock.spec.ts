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
