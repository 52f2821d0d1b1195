import { shortFilm } from "#lib/testing/short-film.ts";
import { expect, test } from "./fixtures.ts";
import { consentAndCalibrate, untilDone } from "./viewer-journey.ts";

const SECONDS = 3;

test("a viewer sees both cuts with a rest between them, and their numbers stand under each", async ({
  studio,
  openViewer,
}) => {
  const { page, api } = studio;
  const created = await page.request.post("/api/campaigns", {
    data: { title: "Two endings", purpose: "To learn which of two endings is watched.", retentionDays: 30 },
  });
  const { id }: { id: number } = await created.json();
  const { slug } = (await api.campaign(id)) ?? { slug: "" };
  await page.goto(`/studio/campaigns/${id}/setup`);
  const buffer = await shortFilm(SECONDS);
  const videos = page.getByTestId("setup-video");
  for (const [count, name] of ["Ending A", "Ending B"].entries()) {
    await page
      .locator("input[type=file]")
      .setInputFiles({ name: `${name}.mp4`, mimeType: "video/mp4", buffer });
    await expect(videos).toHaveCount(count + 1, { timeout: 60_000 });
  }
  await page.getByRole("radio", { name: "All videos, in random order" }).click();
  await expect(page.getByText("All are shown to every viewer, in random order.")).toBeVisible();
  await page.getByRole("checkbox", { name: /not our employees/ }).click();
  await expect(page.getByTestId("attested")).toContainText("Attested by");
  await page.getByRole("button", { name: "Publish" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Publish", exact: true }).click();
  await expect(page.getByRole("button", { name: "Pause" })).toBeVisible();

  const { page: viewer } = await openViewer();
  const { publicId } = await consentAndCalibrate(viewer, "", slug);
  const first = await viewer.getByTestId("stimulus").getAttribute("aria-label");
  await expect(viewer.getByTestId("rest")).toContainText("Let your face rest", { timeout: 30_000 });
  await expect(viewer.getByTestId("rest")).toHaveCount(0, { timeout: 30_000 });
  expect(await viewer.getByTestId("stimulus").getAttribute("aria-label")).not.toBe(first);
  await untilDone(viewer);

  const [one, two] = [await api.respondent(id, publicId, 1), await api.respondent(id, publicId, 2)];
  expect(one.shown.map(({ videoId }) => videoId)).toEqual([one.videoId, two.videoId]);
  expect(two.videoId).not.toBe(one.videoId);
  for (const { seconds } of [one, two]) expect(seconds.length).toBeGreaterThanOrEqual(SECONDS - 1);
  await page.goto(`/studio/campaigns/${id}/sessions/${publicId}`);
  await page.getByRole("link", { name: /^2\. Ending/ }).click();
  await expect(page).toHaveURL(/segment=2/);
  await expect(page.getByRole("link", { name: /^2\. Ending/ })).toHaveAttribute("aria-current", "page");

  await page.goto(`/studio/campaigns/${id}/compare`);
  await expect(page.getByText("Too few viewers")).toBeVisible();
});
