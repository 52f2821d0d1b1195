import { readFile } from "node:fs/promises";
import type { Page } from "@playwright/test";
import { parse } from "csv-parse/sync";
import { expect, test } from "./fixtures.ts";
import { openTimeline, type PrintedTable, readTable } from "./timeline-page.ts";

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

test("so is the real audience's: below five viewers counts, and empty cells instead of numbers", async ({
  watched,
  studio,
}) => {
  const { id } = await studio.api.demoCampaign();
  await openTimeline(studio.page, id, "audience=real&basis=raw");
  const table = await readTable(studio.page);
  const file = await downloadTimeline(studio.page);
  expectSameCells(file, table);
  expect(Number(file[5]?.reached)).toBeGreaterThanOrEqual(watched.after.sessions);
  for (const row of file) {
    expect(row.audience).toBe("real");
    const isShown = row.mean_happy !== "" && row.reaction_share_happy !== "";
    expect(isShown, `n ${row.n} in second ${row.second}`).toBe(Number(row.n) >= 5);
  }
});
