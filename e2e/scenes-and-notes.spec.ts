import type { Page } from "@playwright/test";
import { TWO_CUTS } from "#lib/testing/two-cuts.ts";
import { expect, test } from "./fixtures.ts";
import { lookAtOpenedInAllViews } from "./look-at.ts";
import { openTimeline } from "./timeline-page.ts";

/** Press at one second of the lane of scenes, or at `handle`, and let go at another. */
async function drag(page: Page, from: number | "end", to: number): Promise<void> {
  const lane = page.getByTestId("scene-lane");
  await lane.scrollIntoViewIfNeeded();
  const box = (await lane.boundingBox())!;
  const x = (seconds: number) => box.x + (seconds / TWO_CUTS.filmSeconds) * box.width;
  const y = box.y + box.height / 2;
  if (from === "end") await lane.locator("[data-side=end]").hover();
  else await page.mouse.move(x(from), y);
  await page.mouse.down();
  await page.mouse.move(x(to) + 20, y, { steps: 4 });
  await page.mouse.move(x(to), y);
  await page.mouse.up();
}

test("scenes and notes are pinned to the film, stay, can be changed, and deleting them can be undone", async ({
  studio,
}) => {
  const { page, api } = studio;
  const { id, b } = await api.twoCuts();
  const address = `audience=simulated&videoId=${b}&at=5.2`;
  await openTimeline(page, id, address);
  await expect(page.getByTestId("playhead")).toHaveAttribute("data-seconds", /^5\./);

  await page.getByRole("textbox", { name: "New note" }).fill("The bus comes too early");
  await page.getByRole("button", { name: "Pin to 0:05" }).click();
  const pin = page.getByRole("button", { name: /^Note at 0:05 by .*The bus comes too early/ });
  await expect(pin).toBeVisible();

  await page.getByRole("button", { name: "Add scene" }).click();
  const form = page.getByRole("dialog");
  await form.getByLabel("Name").fill("The embrace");
  await form.getByLabel("From").fill("0:11");
  await form.getByLabel("To").fill("0:45");
  await form.getByRole("button", { name: "Save scene" }).click();
  await expect(form.getByText("The film ends before that")).toBeVisible();
  await form.getByLabel("To").fill("0:16");
  await form.getByRole("button", { name: "Save scene" }).click();
  const scenes = page.getByTestId("scene-list");
  await expect(scenes).toContainText("The embrace");

  await page.reload();
  await expect(pin).toBeVisible();
  await scenes.getByRole("button", { name: /^Go to The embrace/ }).click();
  await expect(page.getByTestId("playhead")).toHaveAttribute("data-seconds", /^11\./);
  await pin.click();
  await expect(page.getByTestId("playhead")).toHaveAttribute("data-seconds", /^5\./);

  await page.getByRole("button", { name: "Delete the note at 0:05" }).click();
  await expect(pin).toHaveCount(0);
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(pin).toBeVisible();
  await scenes.getByRole("button", { name: "Delete The embrace" }).click();
  await expect(scenes).toHaveCount(0);
  await page.getByRole("button", { name: "Undo" }).last().click();
  await expect(scenes).toContainText("The embrace");
});

test("a scene drawn over the curves is stored as it was drawn, its end is pulled, and a slip of the hand is undone", async ({
  studio,
}) => {
  const { page, api } = studio;
  const { id, a } = await api.twoCuts();
  await api.removeScenes(id, a);
  await openTimeline(page, id, `audience=simulated&videoId=${a}`);
  const stored = async () => {
    const [scene, ...others] = await api.scenes(id, a);
    expect(others).toEqual([]);
    return scene;
  };
  /** Within a tenth of a second. */
  const expectStored = (from: number, to: number) =>
    expect
      .poll(async () => {
        const { startMs = -1, endMs = -1 } = (await stored()) ?? {};
        return Math.max(Math.abs(startMs - from * 1_000), Math.abs(endMs - to * 1_000));
      }, `${from} to ${to} s`)
      .toBeLessThanOrEqual(100);

  // A press that goes nowhere is no scene.
  await drag(page, 20, 20.2);
  await drag(page, 3, 7.4);
  const form = page.getByRole("dialog");
  await expect(form.getByLabel("From")).toHaveValue(/^0:0(2\.9|3|3\.1)$/);
  await expect(form.getByLabel("To")).toHaveValue(/^0:07\.[345]$/);
  await form.getByLabel("Name").fill("First rain");
  await form.getByLabel("Name").press("Enter");
  await expect(form).toHaveCount(0);
  await expectStored(3, 7.4);

  await drag(page, "end", 9);
  await expectStored(3, 9);
  await expect(page.getByTestId("scene-list")).toContainText("0:09");
  await page.getByRole("button", { name: "Undo" }).click();
  await expectStored(3, 7.4);
  await expect(page.getByTestId("scene-list")).toContainText("0:07.");
});

test("the film's own cuts are proposed as scenes", async ({ studio }) => {
  const { page, api } = studio;
  const { id, a } = await api.twoCuts();
  await openTimeline(page, id, `audience=simulated&videoId=${a}`);
  await page.getByRole("button", { name: "Propose from the film’s cuts" }).click();
  const dialog = page.getByRole("dialog");
  await expect(dialog.getByRole("checkbox", { name: /^Take / }).nth(2)).toBeVisible({ timeout: 60_000 });
  await lookAtOpenedInAllViews(page, "opened-scene-proposals", dialog);
  await dialog.getByRole("textbox").first().fill("Rain");
  await dialog.getByRole("button", { name: /^Add/ }).click();
  await expect(dialog).toHaveCount(0);
  await expect(page.getByTestId("scene-list")).toContainText("Rain");
});
