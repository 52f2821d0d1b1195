import { expect, test } from "./fixtures.ts";
import { openTimeline, tableCell } from "./timeline-page.ts";
import { consentAndCalibrate, inPhase, untilFilmIsAt } from "./viewer-journey.ts";

test("the studio's numbers grow while somebody watches, without a reload", async ({ openViewer, studio }) => {
  const { id } = await studio.api.demoCampaign();
  await openTimeline(studio.page, id, "audience=real&basis=raw");
  let reloads = 0;
  studio.page.on("framenavigated", () => reloads++);
  const reachedBefore = Number(await tableCell(studio.page, 2, "reached"));

  const viewer = await openViewer();
  await consentAndCalibrate(viewer.page);
  await untilFilmIsAt(viewer.page, 4);
  await expect.poll(() => tableCell(studio.page, 2, "reached")).toBe(String(reachedBefore + 1));
  // Still on: the numbers came before the film's end.
  await inPhase(viewer.page, "watching");
  expect(reloads).toBe(0);
});
