import { expect, type Page } from "@playwright/test";
import { startSessionResponse } from "#lib/protocol/session-api.ts";

/** Longest time from the consent to the first picture of the film: models, camera check, calibration. */
const UNTIL_WATCHING_MS = 90_000;
/** The demo film, and a slow machine's time to upload its end. */
const UNTIL_DONE_MS = 90_000;

/** Read the consent text, agree, pass the camera check and the calibration; returns when the film plays. */
export async function consentAndCalibrate(page: Page, origin = ""): Promise<{ publicId: string }> {
  await page.goto(`${origin}/watch/demo`);
  await inPhase(page, "consent");
  const started = page.waitForResponse((response) => /\/api\/watch\/demo\/sessions$/.test(response.url()));
  await page.getByRole("checkbox").check();
  await page.getByRole("button", { name: /agree|consent|start|continue/i }).click();
  const session = startSessionResponse.parse(await (await started).json());
  await inPhase(page, "watching", UNTIL_WATCHING_MS);
  return { publicId: session.sessionPublicId };
}

/** Wait until the film stands at `second`. */
export async function untilFilmIsAt(page: Page, second: number): Promise<void> {
  await page.waitForFunction(
    (from) => (document.querySelector<HTMLVideoElement>("[data-testid=stimulus]")?.currentTime ?? 0) >= from,
    second,
    { timeout: UNTIL_DONE_MS, polling: 100 },
  );
}

/** Wait for the thanks, which come when the server has acknowledged everything. */
export async function untilDone(page: Page): Promise<void> {
  await inPhase(page, "done", UNTIL_DONE_MS);
}

export async function inPhase(page: Page, phase: string, timeout = 15_000): Promise<void> {
  await expect(page.locator("html")).toHaveAttribute("data-capture-phase", phase, { timeout });
}
