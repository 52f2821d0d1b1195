import { expect, test } from "./fixtures.ts";
import { openTimeline } from "./timeline-page.ts";

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

test("the film's own cuts are proposed as scenes", async ({ studio }) => {
  const { page, api } = studio;
  const { id, a } = await api.twoCuts();
  await openTimeline(page, id, `audience=simulated&videoId=${a}`);
  await page.getByRole("button", { name: "Propose from the film’s cuts" }).click();
  const dialog = page.getByRole("dialog");
  await expect(dialog.getByRole("checkbox", { name: /^Take / }).nth(2)).toBeVisible({ timeout: 60_000 });
  await dialog.getByRole("textbox").first().fill("Rain");
  await dialog.getByRole("button", { name: /^Add/ }).click();
  await expect(dialog).toHaveCount(0);
  await expect(page.getByTestId("scene-list")).toContainText("Rain");
});
