import { TOTP } from "otpauth";
import { COLLEAGUE_PASSWORD, inviteColleague, join, memberRow } from "./colleague.ts";
import { expect, serverUrl, test } from "./fixtures.ts";
import { lookAtOpenedInAllViews } from "./look-at.ts";
import { OWNER } from "./owner.ts";

const EMAIL = "grace@example.org";

test("a second factor guards the next sign-in until an owner switches it off; a browser signed out from elsewhere is out", async ({
  browser,
  studio,
}) => {
  const address = await inviteColleague(studio.page, EMAIL, "Viewer");
  const first = await browser.newContext({ baseURL: serverUrl() });
  const page = await first.newPage();
  await join(page, address, "Grace");

  await page.goto("/studio/account");
  await page.getByRole("button", { name: "Switch on" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel(/^password/i).fill("wrong");
  await dialog.getByRole("button", { name: "Continue" }).click();
  await expect(dialog.getByText("That is not your password.")).toBeVisible();
  await lookAtOpenedInAllViews(page, "opened-password-again", dialog);
  await dialog.getByLabel(/^password/i).fill(COLLEAGUE_PASSWORD);
  await dialog.getByRole("button", { name: "Continue" }).click();
  const qr = dialog.getByRole("img", { name: /QR code/ });
  expect(await qr.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBeGreaterThan(0);
  await lookAtOpenedInAllViews(page, "opened-second-factor", dialog);
  const secret = (await dialog.getByTestId("totp-secret").textContent())?.trim() ?? "";
  const totp = new TOTP({ secret });
  await dialog.getByLabel("Code that the app shows").fill(totp.generate());
  await dialog.getByRole("button", { name: "Switch on" }).click();
  const items = dialog.getByTestId("recovery-codes").getByRole("listitem");
  await expect(items).toHaveCount(10);
  const codes = await items.allTextContents();
  await lookAtOpenedInAllViews(page, "opened-recovery-codes", dialog);
  await dialog.getByRole("button", { name: "I have kept them" }).click();
  await expect(page.getByTestId("second-factor-state")).toContainText("10 of your recovery codes");

  // Elsewhere, the password alone is not enough; the code that switched it on is spent, so a recovery code.
  const second = await browser.newContext({ baseURL: serverUrl() });
  const elsewhere = await second.newPage();
  await elsewhere.goto("/sign-in");
  await elsewhere.getByLabel("E-mail").fill(EMAIL);
  await elsewhere.getByLabel(/^password/i).fill(COLLEAGUE_PASSWORD);
  await elsewhere.getByRole("button", { name: "Sign in" }).click();
  await elsewhere.getByLabel("Code").fill("ABCD-EFGH-IJKL-MNOP");
  await elsewhere.getByRole("button", { name: "Sign in" }).click();
  await expect(elsewhere.getByTestId("sign-in-problem")).toContainText("does not fit");
  await elsewhere.getByLabel("Code").fill(codes[0]?.toLowerCase() ?? "");
  await elsewhere.getByRole("button", { name: "Sign in" }).click();
  await expect(elsewhere).toHaveURL(/\/studio$/);

  await page.reload();
  await expect(page.getByTestId("second-factor-state")).toContainText("9 of your recovery codes");
  const sessions = page.getByTestId("studio-sessions").getByRole("listitem");
  await expect(sessions).toHaveCount(2);
  await page.getByRole("button", { name: "Sign out everywhere else" }).click();
  await expect(sessions).toHaveCount(1);
  await elsewhere.goto("/studio");
  await expect(elsewhere).toHaveURL(/\/sign-in/);
  await page.goto("/studio");
  await expect(page).toHaveURL(/\/studio$/);

  // Telephone and codes are lost: an owner switches it off with their own password, and the password alone signs in.
  const owner = studio.page;
  await owner.goto("/studio/members");
  await memberRow(owner, EMAIL).getByRole("button", { name: "Actions for Grace" }).click();
  await owner.getByRole("menuitem", { name: "Switch second factor off" }).click();
  await lookAtOpenedInAllViews(owner, "opened-switch-off-factor", owner.getByRole("dialog"));
  await owner
    .getByRole("dialog")
    .getByLabel(/^password/i)
    .fill(OWNER.password);
  await owner.getByRole("dialog").getByRole("button", { name: "Switch off" }).click();
  await expect(owner.getByText("Grace signs in with the password alone, and was told.")).toBeVisible();
  await page.goto("/studio");
  await expect(page).toHaveURL(/\/sign-in/);
  await page.getByLabel("E-mail").fill(EMAIL);
  await page.getByLabel(/^password/i).fill(COLLEAGUE_PASSWORD);
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page).toHaveURL(/\/studio$/);
  await first.close();
  await second.close();
});
