import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { type BrowserContext, chromium, type Page } from "@playwright/test";
import { quantile } from "simple-statistics";
import { z } from "zod";
import { openDatabase } from "#lib/storage/database.ts";
import { BROWSER_ARGS } from "#lib/testing/browser-args.ts";
import { findBrowser, NO_BROWSER } from "#lib/testing/find-browser.mjs";
import { createPerson } from "#lib/testing/people.ts";
import { startThrowawayPostgres } from "#lib/testing/throwaway-postgres.ts";
import { type Figures, figures, round } from "./figures.ts";
import { machine, versions } from "./machine.ts";
import { startProductionServer } from "./production-server.ts";
import { measureList, measureListPage } from "./reading-list.ts";
import { seedAudience } from "./seed-audience.ts";
import { signedInCookie } from "./studio-look.ts";

const FILM_SECONDS = 30;
const OPENINGS = 15;
/** Openings before they count: a browser keeps compiled scripts when it has loaded them a few times. */
const WARMING = 3;
const CHANGES = 20;
const SCRUB_MS = 4_000;
const BAR = { openMs: 1_000, framesASecond: 55, segmentMs: 300 };
/** A film that the server itself has, as long as the audience watched. */
const FILM = { url: "/demo/halden.mp4", mimeType: "video/mp4" };

/**
 * `npm run bench -- reading --sessions 100000`: what a reader waits for, in a real browser against a production server
 * on Postgres: a timeline until its curves are painted, frames while the film is scrubbed, a changed segment until its
 * numbers are there, and pages of the respondents' table by every order and filter.
 */
export async function run(args: readonly string[]): Promise<object> {
  const { values } = parseArgs({
    args: [...args],
    options: { sessions: { type: "string", default: "100000" } },
  });
  const sessions = Number(values.sessions);
  const measuredOn = machine();
  const folder = mkdtempSync(join(tmpdir(), "reactline-reading-"));
  const secret = randomBytes(32).toString("hex");
  const postgres = await startThrowawayPostgres({ durable: true });
  const opened = await openDatabase({ url: postgres.adminUrl });
  try {
    const owner = await createPerson(opened.db);
    const cookie = await signedInCookie(opened.db, owner.id, secret);
    console.log(`Making an audience of ${sessions}.`);
    const { campaignId, videoId } = await seedAudience(
      opened.db,
      owner.organisationId,
      sessions,
      FILM_SECONDS,
    );
    await opened.db.video.update({ where: { id: videoId }, data: FILM });
    // Each has a name and so an address of its own: what was answered once, the page keeps.
    await opened.db.savedSegment.createMany({
      data: Array.from({ length: CHANGES }, (_, i) => ({
        campaignId,
        name: segmentName(i),
        expression: { variable: "gender", in: [i % 2 === 0 ? "woman" : "man"] },
      })),
    });
    const server = await startProductionServer({
      SECRET: secret,
      DATA_DIR: folder,
      DATABASE_URL: postgres.adminUrl,
    });
    const context = await signedInBrowser(join(folder, "browser"), server.url, cookie);
    try {
      const list = await measureList(server.url, cookie, campaignId);
      return {
        bench: "reading",
        sessions,
        openTimeline: await measureOpening(context, campaignId),
        ...(await measureReading(context, campaignId)),
        respondents: { ...list, inBrowser: await measureListPage(context, campaignId, OPENINGS) },
        bar: BAR,
        filmSeconds: FILM_SECONDS,
        machine: measuredOn,
        versions: {
          ...versions("next", "@prisma/client", "recharts"),
          chromium: context.browser()?.version(),
        },
      };
    } finally {
      await context.close();
      await server.stop();
    }
  } finally {
    await opened.close();
    await postgres.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A browser with a folder, as a person's: without one it keeps no compiled scripts from page to page. */
async function signedInBrowser(folder: string, url: string, cookie: string): Promise<BrowserContext> {
  const executablePath = await findBrowser();
  if (executablePath === null) throw new Error(NO_BROWSER);
  const context = await chromium.launchPersistentContext(folder, {
    executablePath,
    args: [...BROWSER_ARGS],
    baseURL: url,
    viewport: { width: 1280, height: 900 },
  });
  // tsx names functions by a helper of its own, which a function that is sent to a page does not take along.
  await context.addInitScript("globalThis.__name = (named) => named");
  const [name, value] = cookie.split("=") as [string, string];
  await context.addCookies([{ name, value, url }]);
  return context;
}

const timelineOf = (campaignId: number) => `/studio/campaigns/${campaignId}/timeline?audience=simulated`;

/** In a page: the frames in which the curves are there, be it as a sketch, and in which Recharts has drawn them. */
const untilPainted = async () => {
  const painted = (selector: string) =>
    new Promise<number>((resolve) => {
      const look = () => {
        const drawn = document.querySelector(`[data-testid=timeline-chart] ${selector}`);
        // A streamed page comes hidden at first: what has no place is not seen. The frame after the one that has it: then
        // it has been painted.
        if (drawn?.getClientRects().length) requestAnimationFrame((atMs) => resolve(atMs));
        else requestAnimationFrame(look);
      };
      look();
    });
  const [curvesMs, chartsMs] = await Promise.all([
    painted(":is(polyline, .recharts-line-curve)"),
    painted(".recharts-line-curve"),
  ]);
  return { curvesMs, chartsMs };
};

interface Painted {
  /** Until the curves are on the page, as the server drew them or Recharts. */
  curves: number[];
  /** Until Recharts has drawn them, so that they answer the pointer. */
  charts: number[];
}

const bothFigures = ({ curves, charts }: Painted) => ({ curves: figures(curves), charts: figures(charts) });

/**
 * From a click on the overview's way to the curves, and from a navigation to their address. The browser has the scripts
 * from before, as that of somebody who has read a timeline since the last update.
 */
async function measureOpening(context: BrowserContext, campaignId: number) {
  const fromOverview: Painted = { curves: [], charts: [] };
  const byAddress: Painted = { curves: [], charts: [] };
  for (let i = 0; i < WARMING + OPENINGS; i++) {
    const page = await context.newPage();
    await page.goto(timelineOf(campaignId), { waitUntil: "commit" });
    const entered = await page.evaluate(untilPainted);
    await page.goto(`/studio/campaigns/${campaignId}/overview?audience=simulated`, {
      waitUntil: "networkidle",
    });
    const link = page.locator("main a[href*='/timeline?'][href*='audience=simulated']").first();
    await link.scrollIntoViewIfNeeded();
    const clickedMs = await link.evaluate((element) => {
      (element as HTMLElement).click();
      return performance.now();
    });
    const clicked = await page.evaluate(untilPainted);
    if (i >= WARMING) {
      byAddress.curves.push(entered.curvesMs);
      byAddress.charts.push(entered.chartsMs);
      fromOverview.curves.push(clicked.curvesMs - clickedMs);
      fromOverview.charts.push(clicked.chartsMs - clickedMs);
    }
    await page.close();
  }
  return { fromOverview: bothFigures(fromOverview), byAddress: bothFigures(byAddress) };
}

async function measureReading(context: BrowserContext, campaignId: number) {
  const page = await context.newPage();
  await page.goto(timelineOf(campaignId));
  // A curve that is zero throughout has no height, and so counts as hidden.
  await page
    .locator("[data-testid=timeline-chart] .recharts-line-curve")
    .first()
    .waitFor({ state: "attached" });
  await page.waitForLoadState("networkidle");
  // The first drag still compiles and decodes what it needs; a reader goes on dragging.
  const scrubbing = { first: await scrub(page), second: await scrub(page) };
  const changedSegment = await changeSegments(page);
  await page.close();
  return { scrubbing, changedSegment };
}

/** Frames a second while the pointer is dragged to and fro over the curves, which seeks the film. */
async function scrub(page: Page) {
  const chart = await page.getByTestId("timeline-chart").boundingBox();
  if (!chart) throw new Error("no chart to scrub on");
  await page.evaluate(() => {
    const gaps: number[] = [];
    let beforeMs = 0;
    const count = (atMs: number) => {
      if (beforeMs > 0) gaps.push(atMs - beforeMs);
      beforeMs = atMs;
      requestAnimationFrame(count);
    };
    requestAnimationFrame(count);
    Object.assign(window, { benchGaps: gaps });
  });
  const y = chart.y + chart.height / 2;
  const from = chart.x + 60;
  const width = chart.width - 90;
  await page.mouse.move(from, y);
  await page.mouse.down();
  const startedMs = performance.now();
  let moves = 0;
  while (performance.now() - startedMs < SCRUB_MS) {
    const turn = (performance.now() - startedMs) / 1_500;
    await page.mouse.move(from + width * (0.5 - 0.5 * Math.cos(Math.PI * turn)), y);
    moves++;
  }
  await page.mouse.up();
  const gaps = z.array(z.number()).parse(await page.evaluate("window.benchGaps"));
  const seconds = gaps.reduce((sum, gap) => sum + gap, 0) / 1_000;
  return {
    framesASecond: round(gaps.length / seconds),
    p95FrameMs: round(quantile(gaps, 0.95)),
    longestFrameMs: round(Math.max(...gaps)),
    seconds: round(seconds),
    pointerMoves: moves,
  };
}

const segmentName = (i: number) => `Segment ${String(i + 1).padStart(2, "0")}`;

/** From the choice of another saved segment to its numbers: of the answer, and of the page that shows it. */
async function changeSegments(page: Page): Promise<{ answer: Figures; page: Figures }> {
  const answers: number[] = [];
  const shown: number[] = [];
  const everybody = await page.locator("[data-testid=timeline-table] tbody").textContent();
  for (let i = 0; i < CHANGES; i++) {
    await page.getByTestId("segment-picker").click();
    await page.getByRole("menuitem", { name: "Everybody" }).click();
    const item = page.getByRole("menuitemcheckbox", { name: new RegExp(`^${segmentName(i)}`) });
    await item.waitFor();
    await page.waitForFunction(
      (text) => document.querySelector("[data-testid=timeline-table] tbody")?.textContent === text,
      everybody,
    );
    const [answerMs, shownMs] = await item.evaluate(async (element) => {
      const table = document.querySelector("[data-testid=timeline-table] tbody");
      const before = table?.textContent;
      performance.clearResourceTimings();
      const startedMs = performance.now();
      (element as HTMLElement).click();
      const shownAtMs = await new Promise<number>((resolve) => {
        const look = (atMs: number) => {
          if (document.querySelector("[data-testid=timeline-table] tbody")?.textContent !== before)
            resolve(atMs);
          else requestAnimationFrame(look);
        };
        requestAnimationFrame(look);
      });
      const request = performance
        .getEntriesByType("resource")
        .find(({ name: url }) => url.includes("/timeline?") && url.includes("segment="));
      if (!request) throw new Error("the page did not ask for the segment");
      return [request.duration, shownAtMs - startedMs] as const;
    });
    answers.push(answerMs);
    shown.push(shownMs);
    await page.keyboard.press("Escape");
  }
  return { answer: figures(answers), page: figures(shown) };
}
