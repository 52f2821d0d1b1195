import { expect, type Page } from "@playwright/test";
import { OWNER } from "./owner.ts";

/** Sign in as the owner, as a person does. */
export async function signIn(page: Page): Promise<void> {
  await page.goto("/sign-in");
  await page.getByLabel(/e-?mail/i).fill(OWNER.email);
  await page.getByLabel(/^password/i).fill(OWNER.password);
  await page.getByRole("button", { name: /sign in/i }).click();
  await expect(page).toHaveURL(/\/studio/);
}
