import { setTimeout as delay } from "node:timers/promises";
import { ENGINE_ID } from "#lib/capture/watch-api.ts";
import type { Batch } from "#lib/protocol/sample.ts";
import { HALDEN_RESPONSES } from "#lib/testing/expression-response.ts";
import { syntheticViewing } from "#lib/testing/synthetic-batches.ts";
import { runSyntheticViewer } from "#lib/testing/synthetic-viewer.ts";
import { expect, serverUrl, test } from "./fixtures.ts";
import { consent } from "./viewer-journey.ts";

test("a respondent who withdraws leaves the page that a researcher has open, which says so", async ({
  openViewer,
  studio,
}) => {
  const { id, videos } = await studio.api.demoCampaign();
  const { page: viewer } = await openViewer();
  const { ticket, sessionPublicId } = await consent(viewer);
  const viewing = syntheticViewing("e2e/withdrawn", videos[0]?.durationMs ?? 0, HALDEN_RESPONSES);
  const film = viewing.film.slice(0, 4);
  // Nobody real has measured what has not happened yet: the server refuses it.
  await delay(film.at(-1)?.samples.at(-1)?.captureTimeMs ?? 0);
  const asReal = (batches: readonly Batch[]) => batches.map((batch) => ({ ...batch, engineId: ENGINE_ID }));
  await runSyntheticViewer({
    url: serverUrl(),
    ticket,
    viewing: {
      calibration: asReal(viewing.calibration),
      film: asReal(film),
      finishes: true,
    },
  });

  const { page } = studio;
  await page.goto(`/studio/campaigns/${id}/sessions/${sessionPublicId}`);
  const record = page.getByTestId("respondent-record");
  await expect(record).toContainText("not withdrawn");
  const withdrawn = await viewer.evaluate(
    async () => (await fetch("/api/watch/demo/withdraw", { method: "POST" })).status,
  );
  expect(withdrawn).toBe(204);
  await expect(page.getByText("This respondent is no longer held")).toBeVisible({ timeout: 15_000 });
  await expect(record).toHaveCount(0);
  await expect(page.getByRole("button", { name: /^Exclude/ })).toHaveCount(0);
  await expect(page.getByRole("link", { name: "All respondents" })).toBeVisible();
});
