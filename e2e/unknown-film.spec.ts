import { TWO_CUTS } from "#lib/testing/two-cuts.ts";
import { expect, test } from "./fixtures.ts";
import { lookAt } from "./look-at.ts";

test("an address that names a film which the campaign has not shows no numbers of another, and leads to its own", async ({
  studio,
}) => {
  const { page, api } = studio;
  const { id, a, b } = await api.twoCuts();
  const unknown = 123_456;
  const note = page.getByRole("heading", { name: "This film is not in this campaign" });
  const main = page.getByRole("main");
  for (const name of ["overview", "timeline", "intent", "compare"]) {
    const film = name === "compare" ? `a=${a}&b=${unknown}` : `videoId=${unknown}`;
    await page.goto(`/studio/campaigns/${id}/${name}?audience=simulated&${film}&at=12`);
    await expect(note, name).toBeVisible();
    // Neither a film nor numbers nor an error, and the campaign's tabs to go on with.
    await expect(main.locator("video, table, svg.recharts-surface")).toHaveCount(0);
    await expect(main.getByRole("alert")).toHaveCount(0);
    await expect(page.getByRole("navigation", { name: "Campaign" })).toBeVisible();
    if (name === "compare") {
      await page.getByRole("link", { name: "Compare the campaign’s cuts" }).click();
      await expect(page.getByTestId("verdict")).toBeVisible({ timeout: 60_000 });
    } else {
      if (name === "timeline") await lookAt(page, "unknown-film");
      await main.getByRole("link", { name: TWO_CUTS.cuts[1] }).click();
      await expect(page).toHaveURL(new RegExp(`/${name}\\?audience=simulated&videoId=${b}$`));
    }
    await expect(note).toHaveCount(0);
  }
});
