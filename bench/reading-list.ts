import type { BrowserContext } from "@playwright/test";
import { SESSION_SORTS, sessionListSchema } from "#lib/protocol/session-list.ts";
import { type Figures, figures, timed } from "./figures.ts";

const LIST_RUNS = 20;
const FILTERS = {
  finished: "state=finished",
  variable: "variable=gender:woman",
  device: "device=phone",
  grade: "grade=none",
  baseline: "baseline=without",
  loss: "loss=tooDark",
  consent: "consent=bench",
  respondent: "respondent=0a",
};

/** Pages of the list over HTTP: each order's first page and its tenth, each filter's first. */
export async function measureList(url: string, cookie: string, campaignId: number) {
  const ask = async (query: string) => {
    const response = await fetch(`${url}/api/campaigns/${campaignId}/sessions?audience=simulated&${query}`, {
      headers: { cookie },
    });
    return sessionListSchema.parse(await response.json());
  };
  const byOrder: Record<string, { first: Figures; tenth: Figures }> = {};
  for (const sort of SESSION_SORTS) {
    let cursor = "";
    for (let page = 1; page < 10; page++) {
      const { nextCursor } = await ask(`sort=${sort}${cursor && `&cursor=${cursor}`}`);
      cursor = nextCursor ?? "";
    }
    byOrder[sort] = {
      first: await timed(LIST_RUNS, () => ask(`sort=${sort}`)),
      tenth: await timed(LIST_RUNS, () => ask(`sort=${sort}&cursor=${cursor}`)),
    };
  }
  const byFilter: Record<string, Figures> = {};
  for (const [name, query] of Object.entries(FILTERS)) {
    byFilter[name] = await timed(LIST_RUNS, () => ask(query));
  }
  return { byOrder, byFilter };
}

/** The page itself, opened one time more than is counted: from the navigation's start to its table. */
export async function measureListPage(
  context: BrowserContext,
  campaignId: number,
  openings: number,
): Promise<Figures> {
  const times: number[] = [];
  for (let i = 0; i <= openings; i++) {
    const page = await context.newPage();
    await page.goto(`/studio/campaigns/${campaignId}/sessions?audience=simulated`, { waitUntil: "commit" });
    await page.locator("[data-testid=session-table] tbody tr").nth(49).waitFor();
    if (i > 0) times.push(await page.evaluate(() => performance.now()));
    await page.close();
  }
  return figures(times);
}
