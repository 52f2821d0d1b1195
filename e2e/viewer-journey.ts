import { expect, type Page } from "@playwright/test";
import { type StartSessionResponse, startSessionResponse } from "#lib/protocol/session-api.ts";

/** Longest time that loading the models, or the calibration, takes on a busy machine. */
const UNTIL_WATCHING_MS = 90_000;
/** The demo film, and a slow machine's time to upload its end. */
const UNTIL_DONE_MS = 90_000;

/** Read the consent text and agree to it; returns what the server answered. */
export async function consent(page: Page, origin = "", slug = "demo"): Promise<StartSessionResponse> {
  await page.goto(`${origin}/watch/${slug}`);
  await inPhase(page, "consent");
  const started = page.waitForResponse((response) => response.url().endsWith(`/api/watch/${slug}/sessions`));
  await page.getByRole("checkbox").check();
  await page.getByRole("button", { name: "Agree and continue" }).click();
  return startSessionResponse.parse(await (await started).json());
}

/** Consent, camera check and calibration; returns when the film plays. */
export async function consentAndCalibrate(
  page: Page,
  origin = "",
  slug = "demo",
): Promise<{ publicId: string }> {
  const { sessionPublicId } = await consent(page, origin, slug);
  // The camera check enables it once the picture has been good for a while.
  await page.getByRole("button", { name: "Start", exact: true }).click({ timeout: UNTIL_WATCHING_MS });
  await inPhase(page, "watching", UNTIL_WATCHING_MS);
  return { publicId: sessionPublicId };
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

export async function inPhase(page: Page, phase: string, timeout = 30_000): Promise<void> {
  await expect(page.locator("html")).toHaveAttribute("data-capture-phase", phase, { timeout });
}
