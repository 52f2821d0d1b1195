import { expect, test } from "./fixtures.ts";
import { consentAndCalibrate, inPhase, untilFilmIsAt } from "./viewer-journey.ts";

test("a second tab of the study is refused, and the first goes on", async ({ openViewer }) => {
  const { page } = await openViewer();
  await consentAndCalibrate(page);
  await untilFilmIsAt(page, 2);
  const second = await page.context().newPage();
  await second.goto("/watch/demo");
  await inPhase(second, "elsewhere");
  await expect(second.getByRole("heading")).toHaveText("This study is open in another tab");
  expect(await second.evaluate(() => window.cameraRequests)).toBe(0);

  await page.bringToFront();
  const at = await page
    .getByTestId("stimulus")
    .evaluate((film) => (film instanceof HTMLVideoElement ? film.currentTime : 0));
  await untilFilmIsAt(page, at + 2);
  await inPhase(page, "watching");

  // When the first tab is gone the second takes over the session.
  await page.close();
  await second.getByRole("button", { name: "Try again" }).click();
  await inPhase(second, "returned");
});
