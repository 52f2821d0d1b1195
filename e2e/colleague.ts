import { expect, type Page } from "@playwright/test";

export const COLLEAGUE_PASSWORD = "a colleague's long password";

/** As an owner on the members page: invite somebody, and answer with the link's address. */
export async function inviteColleague(page: Page, email: string, role: string): Promise<string> {
  await page.goto("/studio/members");
  await page.getByRole("button", { name: "Invite a colleague" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("E-mail").fill(email);
  await dialog.getByLabel("Role", { exact: true }).click();
  await page.getByRole("option", { name: new RegExp(`^${role}`) }).click();
  await dialog.getByRole("button", { name: "Make the invitation" }).click();
  const address = await dialog.getByTestId("one-time-link").inputValue();
  await dialog.getByRole("button", { name: "Done" }).click();
  await expect(page.getByTestId("invitation-table")).toContainText(email);
  return address;
}

/** As the colleague in their own browser: accept, and arrive in the studio. */
export async function join(page: Page, address: string, name: string): Promise<void> {
  await page.goto(address);
  await page.getByLabel("Your name").fill(name);
  await page.getByLabel(/^password/i).fill(COLLEAGUE_PASSWORD);
  await page.getByRole("button", { name: "Join" }).click();
  await expect(page).toHaveURL(/\/studio$/);
}

/** The row of a member on the members page. */
export function memberRow(page: Page, email: string) {
  return page.getByTestId("member-table").getByRole("row").filter({ hasText: email });
}
