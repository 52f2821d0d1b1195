import { expect, test } from "./fixtures.ts";
import { countedViewers } from "./plain-numbers.ts";
import { openTimeline } from "./timeline-page.ts";

const YOUNG = { variable: "age_band", in: ["18–34"] };

test("a segment that matches nobody says so, and leads back to everybody", async ({ studio }) => {
  const { page, api } = studio;
  const { id, a } = await api.twoCuts();
  const answer = await page.request.post(`/api/campaigns/${id}/segments`, {
    data: { name: "Young and not", expression: { all: [YOUNG, { not: YOUNG }] } },
  });
  expect(answer.status()).toBe(201);
  const segment = await answer.json();
  await openTimeline(page, id, `audience=simulated&videoId=${a}&segments=${segment.id}`);
  const note = page.getByTestId("empty-segment");
  await expect(note).toContainText("Nobody in this segment");
  // Those of this cut, and not of both.
  await expect(note).toContainText(
    new RegExp(`(?<!\\d)${countedViewers(0).length} simulated viewers are counted`),
  );
  await expect(note).toContainText("“Young and not”");
  await expect(page.getByTestId("no-viewers")).toContainText("Nobody in this segment");
  await note.getByRole("button", { name: "Show everybody" }).click();
  await expect(note).toHaveCount(0);
  await expect(page).not.toHaveURL(/segments=/);
  await expect(page.getByTestId("no-viewers")).toHaveCount(0);

  // Real viewers of this campaign there are none, in a segment or not.
  await openTimeline(page, id, `videoId=${a}&segments=${segment.id}`);
  await expect(page.getByText("No real viewers yet")).toBeVisible();
  await expect(note).toHaveCount(0);

  await page.goto(`/studio/campaigns/${id}/compare?audience=simulated&segment=${segment.id}`);
  await expect(page.getByText("Too few viewers")).toBeVisible();
  await page.getByRole("button", { name: "Compare of everybody" }).click();
  await expect(page.getByTestId("verdict")).toBeVisible({ timeout: 60_000 });
});
