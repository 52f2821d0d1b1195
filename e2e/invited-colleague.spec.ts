import { COLLEAGUE_PASSWORD, inviteColleague, join, memberRow } from "./colleague.ts";
import { expect, serverUrl, test } from "./fixtures.ts";
import { lookAtOpenedInAllViews } from "./look-at.ts";
import { pressItem } from "./press-item.ts";

const EMAIL = "ada@example.org";

test("a colleague is invited and sees only what their role allows", async ({ browser, studio }) => {
  const { page: owner, api } = studio;
  const { id, title } = await api.demoCampaign();
  const address = await inviteColleague(owner, EMAIL, "Researcher");
  expect(new URL(address).origin).toBe(serverUrl());

  const context = await browser.newContext({ baseURL: serverUrl() });
  const page = await context.newPage();
  await join(page, address, "Ada");
  const status = async (path: string) => (await context.request.get(path)).status();
  await expect(page.getByTestId("campaign-table")).toContainText(title);

  // A researcher takes the rows away as a file, and reads no single respondent.
  expect(await status(`/api/campaigns/${id}/samples.csv?audience=simulated`)).toBe(200);
  expect(await status(`/api/campaigns/${id}/sessions`)).toBe(403);
  await page.goto("/studio/members");
  await expect(memberRow(page, EMAIL)).toContainText("Researcher");
  await expect(page.getByRole("button", { name: "Invite a colleague" })).toHaveCount(0);
  const invitation = { email: "eve@example.org", role: "owner" };
  const own = await context.request.post("/api/members/invitations", { data: invitation });
  expect(own.status()).toBe(403);

  // The link made one member, and is spent.
  const second = await browser.newContext();
  const stranger = await second.newPage();
  await stranger.goto(address);
  await expect(stranger.getByRole("heading", { name: "This link opens nothing" })).toBeVisible();
  await second.close();

  // Another role holds from the next request on, without signing in again.
  await owner.reload();
  await expect(owner.getByTestId("invitation-table")).toHaveCount(0);
  await owner.getByRole("combobox", { name: "Role of Ada" }).click();
  await owner.getByRole("option", { name: /^Viewer/ }).click();
  await expect(owner.getByText("Ada: viewer from now on.")).toBeVisible();
  expect(await status(`/api/campaigns/${id}/samples.csv?audience=simulated`)).toBe(403);
  expect(await status(`/api/campaigns/${id}/timeline?audience=simulated`)).toBe(200);

  // An organisation keeps its last owner.
  const me = memberRow(owner, "owner@example.org");
  await me.getByRole("combobox", { name: /^Role of/ }).click();
  await owner.getByRole("option", { name: /^Editor/ }).click();
  const dialog = owner.getByRole("dialog");
  await lookAtOpenedInAllViews(owner, "opened-give-up-role", dialog);
  await dialog.getByRole("button", { name: "Give it up" }).click();
  await expect(owner.getByText(/An organisation needs an owner/)).toBeVisible();
  await owner.getByRole("button", { name: "Cancel" }).click();

  // A forgotten password: asked for, seen by the owner, renewed by their link, and signed out elsewhere.
  await page.goto("/studio/account");
  await page.getByTestId("user-menu").click();
  await page.getByRole("menuitem", { name: "Sign out" }).click();
  await page.getByRole("link", { name: "Forgot your password?" }).click();
  // The page that is left has a field of the same name.
  await expect(page.getByRole("heading", { name: "Forgot your password?" })).toBeVisible();
  await page.getByLabel("E-mail").fill(EMAIL);
  await page.getByRole("button", { name: "Ask the owners" }).click();
  await expect(page.getByRole("status")).toContainText("its owners now see");
  await owner.reload();
  await expect(memberRow(owner, EMAIL)).toContainText("Asks for a new password");
  const actions = memberRow(owner, EMAIL).getByRole("button", { name: "Actions for Ada" });
  await actions.click();
  await lookAtOpenedInAllViews(owner, "opened-member-menu", owner.getByRole("menu"));
  await owner.getByRole("menuitem", { name: "Link to a new password" }).click();
  const resetAddress = await owner.getByTestId("one-time-link").inputValue();
  await lookAtOpenedInAllViews(owner, "opened-reset-link", dialog);
  await owner.getByRole("button", { name: "Done" }).click();
  await page.goto(resetAddress);
  await page.getByLabel(/^new password/i).fill(`${COLLEAGUE_PASSWORD}, renewed`);
  await page.getByRole("button", { name: "Set the password" }).click();
  await expect(page).toHaveURL(/\/studio$/);

  // Removed, they are out at once.
  await actions.press("Enter");
  await pressItem(owner, "Remove");
  await owner.keyboard.press("Escape");
  await expect(actions).toBeFocused();
  await actions.press("Enter");
  await pressItem(owner, "Remove");
  await dialog.getByRole("button", { name: "Remove" }).click();
  await expect(memberRow(owner, EMAIL)).toHaveCount(0);
  expect(await status("/api/campaigns")).toBe(401);
  await page.goto("/studio");
  await expect(page).toHaveURL(/\/sign-in/);
  await context.close();
});
