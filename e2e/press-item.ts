import { expect, type Page } from "@playwright/test";

/**
 * Chooses an item of the open menu by its key. A menu takes the focus a moment after it is there: a key that came before
 * would be pressed on another item.
 */
export async function pressItem(page: Page, name: string | RegExp): Promise<void> {
  await expect(page.locator("[role=menu]:focus-within")).toHaveCount(1);
  await page.getByRole("menuitem", { name }).press("Enter");
}
