import type { Page } from "@playwright/test";
import { Client } from "pg";
import { startThrowawayPostgres } from "#lib/testing/throwaway-postgres.ts";
import { expect, test } from "./fixtures.ts";
import { consentAndCalibrate, inPhase, untilDone, untilFilmIsAt } from "./viewer-journey.ts";

/** Batches that this browser still keeps. */
function keptBatches(page: Page): Promise<number> {
  return page.evaluate(async () => {
    const opening = indexedDB.open("reactline-capture");
    await new Promise((resolve) => opening.addEventListener("success", resolve));
    const counting = opening.result.transaction("batches").objectStore("batches").count();
    await new Promise((resolve) => counting.addEventListener("success", resolve));
    opening.result.close();
    return counting.result;
  });
}

// On a Postgres of its own, so that the tables themselves can be looked at while the server runs.
test("withdrawal erases, in the middle of the film and after the thanks; the consent record stays", async ({
  openViewer,
  ownServer,
}) => {
  const postgres = await startThrowawayPostgres();
  const server = await ownServer({ DATABASE_URL: postgres.adminUrl });
  const client = new Client({ connectionString: postgres.adminUrl });
  await client.connect();
  const leftOf = async (publicId: string) => {
    const { rows } = await client.query(
      `select s.state, s.device, c.decision, c."withdrawnAt" is not null as withdrawn,
         (select count(*)::int from "SampleBatch" b where b."sessionId" = s.id) as batches,
         (select count(*)::int from "ViewerTrack" t where t."sessionId" = s.id) as tracks
       from "Session" s join "ConsentRecord" c on c."sessionId" = s.id where s."publicId" = $1`,
      [publicId],
    );
    return rows[0];
  };
  const realSums = async () => {
    const { rows } = await client.query<{ n: number }>(
      `select coalesce(sum(a.n), 0)::int as n from "AudienceSecond" a
       join "SegmentCell" k on k.id = a."cellId" where not k.simulated`,
    );
    return rows[0]?.n;
  };
  const erased = {
    state: "withdrawn",
    device: {},
    decision: "granted",
    withdrawn: true,
    batches: 0,
    tracks: 0,
  };
  const { page } = await openViewer();

  const first = await consentAndCalibrate(page, server.url);
  await untilFilmIsAt(page, 6);
  expect((await leftOf(first.publicId)).batches).toBeGreaterThan(5);
  await page.getByRole("button", { name: "Stop taking part" }).click();
  // The film waits while the viewer is asked.
  await expect(page.getByRole("dialog")).toBeVisible();
  await expect.poll(() => page.evaluate(() => document.querySelector("video")?.paused)).toBe(true);
  await page.getByRole("button", { name: "Withdraw and erase" }).click();
  await inPhase(page, "withdrawn");
  expect(await leftOf(first.publicId)).toEqual(erased);
  expect(await keptBatches(page)).toBe(0);
  expect(await page.context().cookies()).toEqual([]);

  await page.reload();
  const second = await consentAndCalibrate(page, server.url);
  await untilDone(page);
  await expect.poll(realSums, { timeout: 30_000 }).toBeGreaterThan(0);
  await page.getByRole("button", { name: "Withdraw", exact: true }).click();
  await page.getByRole("button", { name: "Withdraw and erase" }).click();
  await inPhase(page, "withdrawn");
  expect(await leftOf(second.publicId)).toEqual(erased);
  expect(await realSums()).toBe(0);

  await client.end();
  expect(await server.interrupt()).toBe(0);
  await postgres.stop();
});
