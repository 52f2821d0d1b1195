import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { expect, test } from "./fixtures.ts";
import { openTimeline } from "./timeline-page.ts";
import { inPhase } from "./viewer-journey.ts";

async function expectNoSeriousFinding(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  const serious = violations
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 200)).join(" | ")}`);
  expect(serious, page.url()).toEqual([]);
}

for (const colorScheme of ["light", "dark"] as const) {
  test(`axe finds nothing serious on the viewer's and the visitor's pages, ${colorScheme}`, async ({
    page,
  }) => {
    await page.emulateMedia({ colorScheme });
    await page.goto("/");
    await expectNoSeriousFinding(page);
    await page.goto("/sign-in");
    await expectNoSeriousFinding(page);
    await page.goto("/forgot-password");
    await expectNoSeriousFinding(page);
    await page.goto("/invitation/spent");
    await expectNoSeriousFinding(page);
    await page.goto("/watch/demo");
    await inPhase(page, "consent");
    await expectNoSeriousFinding(page);
  });

  test(`axe finds nothing serious in the studio, ${colorScheme}`, async ({ studio }) => {
    const { page, api } = studio;
    await page.emulateMedia({ colorScheme });
    await page.goto("/studio");
    await expectNoSeriousFinding(page);
    for (const path of ["/studio/members", "/studio/account"]) {
      await page.goto(path);
      await expectNoSeriousFinding(page);
    }
    await page.goto("/studio/members");
    await page.getByRole("button", { name: "Invite a colleague" }).click();
    await page.getByRole("dialog").getByLabel("E-mail").waitFor();
    await expectNoSeriousFinding(page);
    const { id } = await api.demoCampaign();
    await openTimeline(page, id, "audience=simulated");
    await expect(page.getByTestId("timeline-chart")).toBeVisible();
    await expectNoSeriousFinding(page);
    await page.goto(`/studio/campaigns/${id}/sessions?audience=simulated`);
    await page.getByRole("row").nth(1).waitFor();
    await expectNoSeriousFinding(page);
    for (const path of ["/studio/campaigns/new", `/studio/campaigns/${id}/setup`, `/preview/${id}`]) {
      await page.goto(path);
      await expectNoSeriousFinding(page);
    }
  });
}
