import { fileURLToPath } from "node:url";
import { AxeBuilder } from "@axe-core/playwright";
import { expect, type Page } from "@playwright/test";

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
      await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
      await expect(page.locator("html")).toHaveAttribute("data-mantine-color-scheme", colorScheme);
      const label = `${name}, ${width} px, ${colorScheme}`;
      const rules = AXE_RULES[`${width} ${colorScheme}`];
      if (rules !== undefined) expect(await serious(page, rules), label).toEqual([]);
      const overflowPx = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      expect(overflowPx, `${label}: scrolls sideways`).toBeLessThanOrEqual(0);
      await page.screenshot({
        path: `${FOLDER}${name}-${width}-${colorScheme}.png`,
        fullPage: true,
        animations: "disabled",
      });
    }
  }
}

/** Findings of axe that keep somebody from using the page. */
async function serious(page: Page, rules: "all" | readonly string[]): Promise<string[]> {
  // Told of violations alone it need not describe all that is well; no page has frames, for which it would open
  // a page of its own.
  const axe = new AxeBuilder({ page }).options({ resultTypes: ["violations"] }).setLegacyMode(true);
  const { violations } = await (rules === "all" ? axe : axe.withRules([...rules])).analyze();
  return violations
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 200)).join(" | ")}`);
}
