import { readFile } from "node:fs/promises";
import { setTimeout as delay } from "node:timers/promises";
import type { Page } from "@playwright/test";
import { parse } from "csv-parse/sync";
import { ENGINE_ID } from "#lib/capture/watch-api.ts";
import type { Batch } from "#lib/protocol/sample.ts";
import { HALDEN_RESPONSES } from "#lib/testing/expression-response.ts";
import { syntheticViewing } from "#lib/testing/synthetic-batches.ts";
import { runSyntheticViewer } from "#lib/testing/synthetic-viewer.ts";
import { expect, serverUrl, test } from "./fixtures.ts";
import { openTimeline, type PrintedTable, readTable } from "./timeline-page.ts";
import { consent } from "./viewer-journey.ts";

const VIEWERS = 7;
/** Calibration and four seconds, less what the server allows for clocks that differ. */
const FIRST_SECONDS_MS = 5_000;

/** The rows of the file that the page's own menu gives, by column name. */
async function downloadTimeline(page: Page): Promise<Record<string, string>[]> {
  await page.getByRole("button", { name: "Download" }).click();
  const download = page.waitForEvent("download");
  await page.getByRole("menuitem", { name: /timeline, csv/i }).click();
  return parse(await readFile(await (await download).path()), { columns: true });
}

function expectSameCells(file: Record<string, string>[], { columns, rows }: PrintedTable): void {
  expect(file.length).toBe(rows.length);
  expect(columns.length).toBeGreaterThan(50);
  for (const [index, row] of rows.entries()) {
    const fromFile = columns.map((column) => file[index]?.[column]);
    expect(fromFile, `second ${index}`).toEqual(row);
  }
}

for (const basis of ["corrected", "raw"]) {
  test(`every cell of the simulated audience's CSV is what the table shows, ${basis}`, async ({ studio }) => {
    const { id } = await studio.api.demoCampaign();
    await openTimeline(studio.page, id, `audience=simulated&basis=${basis}`);
    const table = await readTable(studio.page);
    const file = await downloadTimeline(studio.page);
    expectSameCells(file, table);
    expect(new Set(file.map(({ audience }) => audience))).toEqual(new Set(["simulated"]));
    // There are numbers to compare.
    const happy = file.map(({ mean_happy }) => mean_happy).filter((cell) => cell !== "");
    expect(happy).toHaveLength(file.length);
    expect(new Set(happy).size).toBeGreaterThan(5);
  });
}

/** Whether numbers are there exactly where five viewers or more are behind them. */
function expectNumbersFromFiveOn(file: Record<string, string>[]): void {
  for (const row of file) {
    expect(row.audience).toBe("real");
    const cells = [row.mean_happy, row.reaction_share_happy, row.mean_happy_low, row.mean_happy_high];
    const areShown = cells.map((cell) => cell !== "");
    expect(areShown, `n ${row.n} in second ${row.second}`).toEqual(cells.map(() => Number(row.n) >= 5));
  }
}

test("below five real viewers the table and the file have counts, and empty cells instead of numbers", async ({
  watched,
  studio,
}) => {
  const { id } = await studio.api.demoCampaign();
  await openTimeline(studio.page, id, "audience=real&basis=raw");
  const table = await readTable(studio.page);
  const file = await downloadTimeline(studio.page);
  expectSameCells(file, table);
  expectNumbersFromFiveOn(file);
  expect(Number(file[15]?.reached)).toBe(watched.after.seconds[15]?.reached);
  expect(file.map(({ mean_happy }) => mean_happy).join("")).toBe("");
});

test("from five real viewers on every cell of their file is what the table shows", async ({
  openViewer,
  studio,
}) => {
  const { id, videos } = await studio.api.demoCampaign();
  // Consent in a browser; the numbers are invented ones, sent under the real engine's name.
  const tickets: string[] = [];
  for (let viewer = 0; viewer < VIEWERS; viewer++) {
    const { page } = await openViewer();
    const { ticket } = await consent(page);
    await page.close();
    tickets.push(ticket);
  }
  // The server takes no second of the film before it can have been watched: the first few are enough.
  await delay(FIRST_SECONDS_MS);
  for (const [index, ticket] of tickets.entries()) {
    const viewing = syntheticViewing(`e2e/${index + 1}`, videos[0]?.durationMs ?? 0, HALDEN_RESPONSES);
    const asReal = (batches: readonly Batch[]) => batches.map((batch) => ({ ...batch, engineId: ENGINE_ID }));
    const { calibration, film } = viewing;
    await runSyntheticViewer({
      url: serverUrl(),
      ticket,
      viewing: { calibration: asReal(calibration), film: asReal(film.slice(0, 4)), finishes: false },
    });
  }
  await openTimeline(studio.page, id, "audience=real&basis=raw");
  const table = await readTable(studio.page);
  const file = await downloadTimeline(studio.page);
  expectSameCells(file, table);
  expectNumbersFromFiveOn(file);
  const shown = file.filter(({ mean_happy }) => mean_happy !== "").length;
  expect(shown).toBeGreaterThan(0);
  expect(shown).toBeLessThan(file.length);
});
