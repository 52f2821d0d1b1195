import { fileURLToPath } from "node:url";
import { AxeBuilder } from "@axe-core/playwright";
import { expect, type Locator, type Page } from "@playwright/test";

const FOLDER = fileURLToPath(new URL("screenshots/", import.meta.url));
const WIDTHS_PX = [1440, 390] as const;
const HEIGHT_PX = 900;
const THEMES = ["light", "dark"] as const;
/** All of axe once, and what a theme can change in the other one: axe takes longer than all else. */
const AXE_RULES: Readonly<Record<string, "all" | readonly string[]>> = {
  "1440 light": "all",
  "390 dark": ["color-contrast"],
};

/**
 * Look at a page as it stands, wide and narrow, light and dark: it must not scroll sideways, axe must find nothing
 * serious, and pictures of it are left in e2e/screenshots for a person to judge.
 */
export async function lookAt(page: Page, name: string): Promise<void> {
  for (const width of WIDTHS_PX) {
    await page.setViewportSize({ width, height: HEIGHT_PX });
    for (const colorScheme of THEMES) {
      await wear(page, colorScheme);
      const label = `${name}, ${width} px, ${colorScheme}`;
      const rules = AXE_RULES[`${width} ${colorScheme}`];
      if (rules !== undefined) expect(await serious(page, rules), label).toEqual([]);
      await expectNoSidewaysScroll(page, label);
      await page.screenshot({
        path: `${FOLDER}${name}-${width}-${colorScheme}.png`,
        fullPage: true,
        animations: "disabled",
      });
    }
  }
}

/** How something that opens over a page is looked at: colours do not depend on the width, nor widths on the theme. */
export const OPENED_VIEWS = [
  { width: 1280, colorScheme: "light", rules: "all" },
  { width: 390, colorScheme: "dark", rules: ["color-contrast"] },
] as const;
export type OpenedView = (typeof OPENED_VIEWS)[number];

export async function showAs(page: Page, { width, colorScheme }: OpenedView): Promise<void> {
  await page.setViewportSize({ width, height: HEIGHT_PX });
  await wear(page, colorScheme);
}

/** Look at a dialog, a menu or a list that is open over a page, as `lookAt` does at pages, in one view. */
export async function lookAtOpened(
  page: Page,
  name: string,
  opened: Locator,
  view: OpenedView,
): Promise<void> {
  const label = `${name}, ${view.width} px, ${view.colorScheme}`;
  await opened.evaluate((element) => element.setAttribute("data-looked-at", ""));
  expect(await serious(page, view.rules, "[data-looked-at]"), label).toEqual([]);
  await expect(opened, label).toBeInViewport();
  const box = await opened.boundingBox();
  expect(box!.x, label).toBeGreaterThanOrEqual(0);
  expect(box!.x + box!.width, label).toBeLessThanOrEqual(view.width);
  await expectNoSidewaysScroll(page, label);
  await page.screenshot({
    path: `${FOLDER}${name}-${view.width}-${view.colorScheme}.png`,
    animations: "disabled",
  });
}

/** The same in every view, for a journey that has come to it; the page is then as wide as it was. */
export async function lookAtOpenedInAllViews(page: Page, name: string, opened: Locator): Promise<void> {
  const before = page.viewportSize();
  for (const view of OPENED_VIEWS) {
    await showAs(page, view);
    await lookAtOpened(page, name, opened, view);
  }
  if (before !== null) await page.setViewportSize(before);
}

async function wear(page: Page, colorScheme: (typeof THEMES)[number]): Promise<void> {
  await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
  await expect(page.locator("html")).toHaveAttribute("data-mantine-color-scheme", colorScheme);
}

async function expectNoSidewaysScroll(page: Page, label: string): Promise<void> {
  const overflowPx = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  expect(overflowPx, `${label}: scrolls sideways`).toBeLessThanOrEqual(0);
}

/** What a page needs that axe was brought to before: half a megabyte, which is run twice each time. */
const NOTHING = "undefined";

/** What changes its colour by and by has not the contrast that it will have. What goes on for ever is not waited for. */
async function untilChangesEnd(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const ending = document
      .getAnimations()
      .filter(({ effect }) => effect?.getComputedTiming().endTime !== Number.POSITIVE_INFINITY);
    await Promise.allSettled(ending.map(({ playState, finished }) => playState === "running" && finished));
  });
}

/** Findings of axe, in the page or a part of it, that keep somebody from using it. */
async function serious(page: Page, rules: "all" | readonly string[], part?: string): Promise<string[]> {
  // Told of violations alone it need not describe all that is well; no page has frames, for which it would open
  // a page of its own.
  await untilChangesEnd(page);
  const isThere = await page.evaluate(() => "axe" in window);
  const whole = new AxeBuilder(isThere ? { page, axeSource: NOTHING } : { page })
    .options({ resultTypes: ["violations"] })
    .setLegacyMode(true);
  const axe = part === undefined ? whole : whole.include(part);
  const { violations } = await (rules === "all" ? axe : axe.withRules([...rules])).analyze();
  return violations
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 200)).join(" | ")}`);
}
