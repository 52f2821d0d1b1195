import type { BrowserContext, Page } from "@playwright/test";
import { expect, test } from "./fixtures.ts";
import { signIn } from "./sign-in.ts";
import { StudioApi } from "./studio-api.ts";
import { batchesSent } from "./traffic.ts";
import { consentAndCalibrate, inPhase, untilDone, untilFilmIsAt } from "./viewer-journey.ts";

/** Open the link again, take up the offer, pass the camera check; returns where the film starts. */
async function comeBack(context: BrowserContext, url: string): Promise<{ page: Page; startsAt: number }> {
  const page = await context.newPage();
  await page.goto(url);
  await inPhase(page, "returned");
  await page.getByRole("button", { name: "Continue where you stopped" }).click();
  await page.getByRole("button", { name: "Start", exact: true }).click({ timeout: 90_000 });
  await inPhase(page, "watching", 30_000);
  await page.waitForFunction(() => {
    const film = document.querySelector<HTMLVideoElement>("[data-testid=stimulus]");
    return film !== null && !film.paused && film.currentTime > 0;
  });
  const startsAt = await page
    .getByTestId("stimulus")
    .evaluate((film) => (film instanceof HTMLVideoElement ? film.currentTime : Number.NaN));
  return { page, startsAt };
}

/** The page's process ends as when the browser runs out of memory: no event of the page is heard any more. */
async function crash(page: Page): Promise<void> {
  const devtools = await page.context().newCDPSession(page);
  const crashed = page.waitForEvent("crash");
  devtools.send("Page.crash").catch(() => undefined); // answered by nobody
  await crashed;
  await page.close();
}

test("a viewing goes on where it stopped: five ends of the tab and two of the server, and every second is stored once", async ({
  openViewer,
  ownServer,
  browser,
}) => {
  test.setTimeout(420_000);
  let server = await ownServer();
  const port = new URL(server.url).port;
  const url = `${server.url}/watch/demo`;
  const { page: firstPage, traffic } = await openViewer();
  const context = firstPage.context();
  const { publicId } = await consentAndCalibrate(firstPage, server.url);
  let page = firstPage;
  for (const [index, second] of [4, 8, 12, 16, 21].entries()) {
    await untilFilmIsAt(page, second);
    if (index === 1 || index === 3) {
      // The server goes first: the last seconds before the tab ends are only in the browser.
      await server.crash();
      await untilFilmIsAt(page, second + 2);
      await crash(page);
      server = await ownServer({ PORT: port });
    } else if (index === 2) {
      await crash(page);
    } else {
      await page.close();
    }
    const back = await comeBack(context, url);
    page = back.page;
    expect(back.startsAt).toBeGreaterThan(second - 3);
  }
  await untilDone(page);

  // The calibration was made once, in the first page.
  const calibrated = batchesSent(traffic).filter(({ segment }) => segment === 0);
  expect(new Set(calibrated.map(({ second }) => second))).toEqual(new Set([0, 1, 2, 3, 4]));
  const studio = await browser.newContext({ baseURL: server.url });
  await signIn(await studio.newPage());
  const api = new StudioApi(studio.request);
  const { id } = await api.demoCampaign();
  const respondent = await api.respondent(id, publicId);
  expect(respondent.state).toBe("finished");
  expect(respondent.seconds).toHaveLength(Math.round(respondent.durationMs / 1000));
  // Stored, each once: how much of a second a busy machine could measure is another matter.
  const listed = (await api.sessions(id)).sessions;
  expect(listed.map(({ seconds }) => seconds)).toEqual([respondent.seconds.length]);
  await studio.close();

  // Finished, the page shows the receipt again.
  const receipt = await page.getByTestId("receipt").textContent();
  await page.reload();
  await inPhase(page, "done");
  await expect(page.getByTestId("receipt")).toHaveText(receipt ?? "");
});
