import type { Locator, Page } from "@playwright/test";
import { expect, test } from "./fixtures.ts";
import { OWNER } from "./owner.ts";
import { untilCharts } from "./timeline-page.ts";

const MOST_STOPS = 80;

/** Press a key until `target` has the focus, as somebody without a mouse does; it must then be visible. */
async function goTo(page: Page, key: "Tab" | "ArrowDown", target: Locator): Promise<void> {
  await target.waitFor();
  for (let stop = 0; stop < MOST_STOPS; stop++) {
    if (await target.evaluate((element) => element === document.activeElement)) {
      await expect(target).toBeInViewport();
      return;
    }
    await page.keyboard.press(key);
  }
  throw new Error(`not reached by ${MOST_STOPS} presses of ${key}: ${target}`);
}

const tabTo = (page: Page, target: Locator) => goTo(page, "Tab", target);

test("the studio's main journey goes by keyboard alone: from sign-in to a campaign's curve, its second and its file", async ({
  browser,
  server,
}) => {
  const page = await browser.newPage({ baseURL: server.url });
  await page.goto("/sign-in");
  await tabTo(page, page.getByLabel(/e-?mail/i));
  await page.keyboard.type(OWNER.email);
  await tabTo(page, page.getByLabel(/^password/i));
  await page.keyboard.type(OWNER.password);
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/studio$/);

  await tabTo(page, page.getByRole("link", { name: "Halden launch film" }));
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/studio\/campaigns\/\d+/);
  await page.goto(
    `${new URL(page.url()).pathname.replace(/\/(overview|timeline|setup)$/, "")}/timeline?audience=simulated`,
  );
  await untilCharts(page);

  await tabTo(page, page.getByRole("button", { name: "Download" }));
  await page.keyboard.press("Enter");
  // Which of the files has the focus is another when the menu took it before the key was pressed.
  await goTo(page, "ArrowDown", page.getByRole("menuitem", { name: /^Timeline, CSV/ }));
  const download = page.waitForEvent("download");
  await page.keyboard.press("Enter");
  expect((await download).suggestedFilename()).toMatch(/\.csv$/);

  const position = page.getByRole("slider", { name: "Position in the video" });
  await tabTo(page, position);
  const before = Number(await position.getAttribute("aria-valuenow"));
  for (let press = 0; press < 3; press++) await page.keyboard.press("ArrowRight");
  await expect
    .poll(async () => Number(await position.getAttribute("aria-valuenow")))
    .toBeGreaterThan(before + 1);
  await page.close();
});
