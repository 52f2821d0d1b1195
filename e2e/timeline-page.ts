import { expect, type Page } from "@playwright/test";

export interface PrintedTable {
  columns: string[];
  /** Cells as printed, by row and column. */
  rows: string[][];
}

/** Open the studio's timeline and wait for its numbers. `selection` is the part of the address that chooses them. */
export async function openTimeline(page: Page, campaignId: number, selection: string): Promise<void> {
  await page.goto(`/studio/campaigns/${campaignId}/timeline?${selection}`);
  await expect(page.getByTestId("timeline-table").locator("tbody tr")).not.toHaveCount(0);
}

/** Wait for the charts themselves: the page's server has sketched the curves before, and a sketch answers nobody. */
export async function untilCharts(page: Page): Promise<void> {
  // A curve that is zero throughout has no height, and so counts as hidden.
  const curves = page.locator("[data-testid=timeline-chart] .recharts-line-curve");
  await curves.first().waitFor({ state: "attached" });
}

/** Every cell of the page's table at one moment. */
export function readTable(page: Page): Promise<PrintedTable> {
  return page.getByTestId("timeline-table").evaluate((table) => {
    const texts = (row: Element) => [...row.querySelectorAll("th, td")].map((cell) => cell.textContent ?? "");
    return {
      columns: [...table.querySelectorAll("thead tr")].flatMap(texts),
      rows: [...table.querySelectorAll("tbody tr")].map(texts),
    };
  });
}

/** One cell; undefined while the table has no such second or column. */
export async function tableCell(page: Page, second: number, column: string): Promise<string | undefined> {
  const { columns, rows } = await readTable(page);
  return rows[second]?.[columns.indexOf(column)];
}

/** The numbers of a column of counts, by second. */
export async function tableColumn(page: Page, column: string): Promise<number[]> {
  const { columns, rows } = await readTable(page);
  return rows.map((row) => Number(row[columns.indexOf(column)]));
}
