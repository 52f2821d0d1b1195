import { expect, type Page } from "@playwright/test";
import { shortFilm } from "#lib/testing/short-film.ts";
import { test } from "./fixtures.ts";
import { signIn } from "./sign-in.ts";
import { consentAndCalibrate, inPhase, untilDone } from "./viewer-journey.ts";

const FILM_SECONDS = 8;
const TITLE = "Spring spot";

async function confirm(page: Page, name: string): Promise<void> {
  await page.getByRole("dialog").getByRole("button", { name, exact: true }).click();
  await expect(page.getByRole("dialog")).toHaveCount(0);
}

async function makeDraft(page: Page): Promise<number> {
  await page.goto("/studio");
  await page.getByRole("link", { name: "New campaign" }).click();
  await page.getByLabel("Title").fill(TITLE);
  await page.getByLabel("Purpose").fill("too short");
  await page.getByRole("button", { name: "Create draft" }).click();
  await expect(page.getByText("Write at least 20 characters")).toBeVisible();
  await page.getByLabel("Purpose").fill("We want to know which moments of our film people enjoy.");
  await page.getByRole("button", { name: "Create draft" }).click();
  await expect(page).toHaveURL(/\/studio\/campaigns\/\d+\/setup$/);
  return Number(/campaigns\/(\d+)/.exec(page.url())?.[1]);
}

/** The connection breaks at the first part; the upload goes on by itself. */
async function uploadOverBadLine(page: Page): Promise<void> {
  let broken = 0;
  await page.route("**/uploads/*", async (route) => {
    if (route.request().method() !== "PATCH" || broken > 0) return route.continue();
    broken++;
    await route.abort("connectionreset");
  });
  await page.locator("input[type=file]").setInputFiles({
    name: "spring.mp4",
    mimeType: "video/mp4",
    buffer: await shortFilm(FILM_SECONDS),
  });
  await expect(page.getByTestId("setup-video")).toContainText("spring", { timeout: 90_000 });
  expect(broken).toBe(1);
  await page.unroute("**/uploads/*");
}

test("a campaign made by its owner reaches a viewer, and the viewer's numbers reach its owner", async ({
  studio,
  openViewer,
}) => {
  const { page, api } = studio;
  const id = await makeDraft(page);
  await expect(page.getByRole("button", { name: "Publish" })).toBeDisabled();

  const text = page.getByTestId("setup-video");
  await page.locator("input[type=file]").setInputFiles({
    name: "holiday.mp4",
    mimeType: "video/mp4",
    buffer: Buffer.from("<!doctype html><script>alert(1)</script>"),
  });
  await expect(page.getByTestId("upload-problem")).toContainText("cannot play");
  await expect(text).toHaveCount(0);
  await uploadOverBadLine(page);
  await expect(text).toContainText("0:08");
  await expect(page.getByRole("button", { name: "Publish" })).toBeDisabled();

  await page.getByRole("checkbox", { name: /not our employees/ }).click();
  await expect(page.getByTestId("attested")).toContainText("Attested by");

  const { slug } = (await api.campaign(id)) ?? { slug: "" };
  const { page: viewer, traffic } = await openViewer();
  await viewer.goto(`/watch/${slug}`);
  await expect(viewer.getByRole("heading", { level: 1 })).not.toContainText(TITLE);

  await page.getByRole("link", { name: "Preview as a viewer" }).click();
  await expect(page.getByTestId("preview-bar")).toBeVisible();
  await page.getByRole("checkbox").check();
  await page.getByRole("button", { name: "Agree and continue" }).click();
  await page.getByRole("button", { name: "Go on to the film" }).click();
  const film = page.getByTestId("preview-film");
  await expect.poll(() => film.evaluate((video: HTMLVideoElement) => video.currentTime)).toBeGreaterThan(0.5);
  await page.getByRole("button", { name: "Skip" }).click();
  await page.getByRole("link", { name: "Leave preview" }).click();
  expect((await api.sessions(id)).sessions).toEqual([]);

  await page.getByRole("button", { name: "Publish" }).click();
  await confirm(page, "Publish");
  await expect(page.getByRole("button", { name: "Pause" })).toBeVisible();

  const { publicId } = await consentAndCalibrate(viewer, "", slug);
  await untilDone(viewer);
  expect(traffic.framesSent.length).toBeGreaterThan(0);
  // One viewer's numbers: an audience of fewer than five is not drawn.
  const respondent = await api.respondent(id, publicId);
  expect(respondent).toMatchObject({ simulated: false, state: "finished" });
  expect(respondent.seconds.filter(({ raw }) => raw !== null).length).toBeGreaterThan(0);

  await page.goto(`/studio/campaigns/${id}/setup`);
  await page.getByRole("button", { name: "Close", exact: true }).click();
  await confirm(page, "Close campaign");
  await expect(page.getByRole("button", { name: "Reopen" })).toBeVisible();
  // Who took part finds their receipt, and can still withdraw; others learn that it is over.
  await viewer.addInitScript(() => {
    const headings = new Set<string | null>();
    const look = () => {
      for (const heading of document.querySelectorAll("h1")) headings.add(heading.textContent);
    };
    new MutationObserver(look).observe(document, { childList: true, subtree: true, characterData: true });
    Object.assign(window, { headingsSeen: () => [...headings] });
  });
  await viewer.goto(`/watch/${slug}`);
  await inPhase(viewer, "done");
  await expect(viewer.getByTestId("receipt")).toBeVisible();
  expect(await viewer.evaluate("headingsSeen()")).not.toContain("This study has ended");
  const { page: late } = await openViewer();
  await late.goto(`/watch/${slug}`);
  await expect(late.getByRole("heading", { level: 1 })).toHaveText("This study has ended");

  await page.getByRole("button", { name: "Delete campaign" }).click();
  await confirm(page, "Delete");
  await expect(page).toHaveURL(/\/studio$/);
  await expect(page.getByRole("link", { name: TITLE })).toHaveCount(0);
  expect((await page.request.get(`/watch/${slug}`)).status()).toBe(404);
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(page.getByRole("link", { name: TITLE })).toBeVisible();
  await late.goto(`/watch/${slug}`);
  await expect(late.getByRole("heading", { level: 1 })).toHaveText("This study has ended");
});

test("simulated viewers are removed by one button, and stay away", async ({ ownServer, browser }) => {
  const server = await ownServer();
  const page = await browser.newPage({ baseURL: server.url });
  await signIn(page);
  await page.getByRole("link", { name: "Halden launch film" }).click();
  await page.getByRole("link", { name: "Set-up" }).click();
  await page.getByRole("button", { name: "Remove all simulated viewers" }).click();
  await confirm(page, "Remove them");
  await expect(page.getByText("200 simulated viewers removed")).toBeVisible();
  await expect(page.getByRole("button", { name: "Remove all simulated viewers" })).toHaveCount(0);
  await page.goto("/studio");
  const demo = page.getByTestId("campaign-table").getByRole("row").filter({ hasText: "Halden launch film" });
  await expect(demo.locator("[data-label=Simulated]")).toHaveText("0");
  await page.close();
});
