import { Client } from "pg";
import { startThrowawayPostgres } from "#lib/testing/throwaway-postgres.ts";
import { expect, test } from "./fixtures.ts";
import { inPhase } from "./viewer-journey.ts";

// On a Postgres of its own, so that the tables themselves can be looked at while the server runs.
test("who declines leaves one record of the decision behind, and nothing else", async ({
  openViewer,
  ownServer,
}) => {
  const postgres = await startThrowawayPostgres();
  const server = await ownServer({ DATABASE_URL: postgres.adminUrl });
  const client = new Client({ connectionString: postgres.adminUrl });
  await client.connect();
  const rows = async () => {
    const { rows } = await client.query<Record<"sessions" | "batches" | "granted" | "declined", number>>(
      `select (select count(*)::int from "Session") as sessions,
         (select count(*)::int from "SampleBatch") as batches,
         (select count(*)::int from "ConsentRecord" where decision = 'granted') as granted,
         (select count(*)::int from "ConsentRecord" where decision = 'declined') as declined`,
    );
    return rows[0] ?? { sessions: 0, batches: 0, granted: 0, declined: 0 };
  };
  const before = await rows();
  expect(before.sessions, "the demo's simulated viewers").toBeGreaterThan(0);

  const { page, traffic } = await openViewer();
  await page.goto(`${server.url}/watch/demo`);
  await inPhase(page, "consent");
  await expect(page.getByRole("checkbox")).not.toBeChecked();
  await page.getByRole("button", { name: "I do not want to take part" }).click();
  await inPhase(page, "declined");
  await expect.poll(rows).toEqual({ ...before, declined: before.declined + 1 });
  expect(await page.evaluate(() => window.cameraRequests)).toBe(0);
  expect(traffic.framesSent).toEqual([]);
  expect(await page.context().cookies()).toEqual([]);

  await client.end();
  expect(await server.interrupt()).toBe(0);
  await postgres.stop();
});
