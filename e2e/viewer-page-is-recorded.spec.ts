import type { Page } from "@playwright/test";
import { expect, test } from "./fixtures.ts";
import { consentAndCalibrate, inPhase, untilFilmIsAt } from "./viewer-journey.ts";

declare global {
  interface Window {
    /** Every track that the page was given. */
    cameraTracks: MediaStreamTrack[];
    wakeLocks: WakeLockSentinel[];
  }
}

/** Runs in the page before its own scripts: keeps hold of what the browser gives it. */
function keepHold(): void {
  window.cameraTracks = [];
  window.wakeLocks = [];
  const { mediaDevices, wakeLock } = navigator;
  const openCamera = mediaDevices.getUserMedia.bind(mediaDevices);
  mediaDevices.getUserMedia = async (constraints) => {
    const stream = await openCamera(constraints);
    window.cameraTracks.push(...stream.getTracks());
    return stream;
  };
  const stayAwake = wakeLock.request.bind(wakeLock);
  wakeLock.request = async (type) => {
    const sentinel = await stayAwake(type);
    window.wakeLocks.push(sentinel);
    return sentinel;
  };
}

const trackStates = (page: Page) =>
  page.evaluate(() => window.cameraTracks.map(({ readyState }) => readyState));

test("a camera that is lost and comes back, and a viewer who stops, are recorded and shown", async ({
  openViewer,
  studio,
}) => {
  const { page } = await openViewer();
  await page.addInitScript(keepHold);
  const { publicId } = await consentAndCalibrate(page);
  await untilFilmIsAt(page, 1);
  expect(await page.evaluate(() => window.wakeLocks.map(({ released }) => released))).toEqual([false]);
  await page.getByRole("button", { name: "Full screen" }).click();
  await expect.poll(() => page.evaluate(() => document.fullscreenElement !== null)).toBe(true);

  await page.evaluate(() => window.cameraTracks.at(-1)?.dispatchEvent(new Event("ended")));
  await expect(page.getByText("Your camera stopped.")).toBeVisible();
  await page.getByRole("button", { name: "Reconnect" }).click();
  await expect(page.getByText("Your camera stopped.")).toBeHidden();
  expect(await trackStates(page)).toEqual(["ended", "live"]);

  await page.getByRole("button", { name: "Stop taking part" }).click();
  await page.getByRole("button", { name: "Only stop" }).click();
  await inPhase(page, "failed");
  expect(await trackStates(page)).toEqual(["ended", "ended"]);

  const { id } = await studio.api.demoCampaign();
  const expected = ["probed", "cameraLost", "cameraBack", "ended"];
  // A busy machine may have lowered its rate, too.
  const kinds = async () =>
    (await studio.api.respondent(id, publicId)).events
      .map(({ kind }) => kind)
      .filter((kind) => expected.includes(kind));
  await expect.poll(kinds).toEqual(expected);
  const respondent = await studio.api.respondent(id, publicId);
  expect(respondent).toMatchObject({ state: "open", endReason: "left", capture: { backend: "wasm" } });
  expect([30, 15, 10, 5]).toContain(respondent.capture?.samplesPerSecond);
  await studio.page.goto(`/studio/campaigns/${id}/sessions/${publicId}`);
  await expect(studio.page.getByTestId("session-quality")).toContainText("Left early");
});

test("every member sees where the models come from and whether they were measured", async ({ studio }) => {
  await studio.page.goto("/studio/models");
  await expect(studio.page.getByRole("heading", { level: 1 })).toHaveText("Models");
  await expect(studio.page.getByTestId("model-blazeface")).toContainText("Apache-2.0");
});
