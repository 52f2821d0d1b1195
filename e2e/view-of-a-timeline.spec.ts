import { readFile } from "node:fs/promises";
import type { Page } from "@playwright/test";
import sharp from "sharp";
import { TWO_CUTS } from "#lib/testing/two-cuts.ts";
import { expect, test } from "./fixtures.ts";
import { countedViewers, scoresAt, share } from "./plain-numbers.ts";
import { openTimeline, untilCharts } from "./timeline-page.ts";

interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** Where the seconds of the film lie on the screen: the lane of scenes is as wide as the plots. */
async function plotBox(page: Page): Promise<Box> {
  const box = await page.getByTestId("scene-lane").boundingBox();
  if (box === null) throw new Error("no lane of scenes");
  return box;
}

/** The part of the film that the address names once it is none of `but`, seconds. */
async function zoomInAddress(page: Page, but: readonly string[] = []): Promise<[number, number]> {
  const asked = () => new URL(page.url()).searchParams.get("zoom") ?? "";
  await expect.poll(() => asked() !== "" && !but.includes(asked())).toBe(true);
  return asked().split("-").map(Number) as [number, number];
}

const shownPart = (page: Page) =>
  Promise.all(
    ["Shown from", "Shown to"].map(async (name) =>
      Number(await page.getByRole("slider", { name }).getAttribute("aria-valuenow")),
    ),
  );

/** Times under the plots, as printed. */
const timesBelow = (page: Page) =>
  page
    .getByTestId("attention-chart")
    .locator(".recharts-xAxis .recharts-cartesian-axis-tick")
    .allInnerTexts();

test("wheel and pan show a part of the film, the address follows, and its link shows a colleague the same", async ({
  studio,
}) => {
  const { page, api } = studio;
  const { id, b } = await api.twoCuts();
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.setViewportSize({ width: 1280, height: 1_000 });
  await openTimeline(page, id, `audience=simulated&videoId=${b}&at=13.5`);
  await untilCharts(page);
  const whole = await shownPart(page);
  expect(whole).toEqual([0, TWO_CUTS.filmSeconds]);

  // Around the pointer, and the page itself neither scrolls nor zooms.
  const plot = await plotBox(page);
  const share01 = 0.4;
  await page.mouse.move(plot.x + share01 * plot.width, plot.y + 100);
  await page.keyboard.down("Control");
  await page.mouse.wheel(0, -400);
  await page.keyboard.up("Control");
  const [from, to] = await zoomInAddress(page);
  expect(to - from).toBeLessThan(TWO_CUTS.filmSeconds * 0.6);
  expect(from + share01 * (to - from)).toBeCloseTo(share01 * TWO_CUTS.filmSeconds, 0);
  expect(await shownPart(page)).toEqual([from, to]);
  const scrolled = () => page.evaluate(() => [window.scrollY, window.visualViewport?.scale]);
  expect(await scrolled()).toEqual([0, 1]);

  // Sideways by a quarter of the plot: a quarter of what is shown.
  await page.mouse.wheel(plot.width / 4, 0);
  const [later, end] = await zoomInAddress(page, [`${from}-${to}`]);
  expect(end - later).toBeCloseTo(to - from, 1);
  expect(Math.abs(later - from - (to - from) / 4)).toBeLessThan(0.15);
  // The wheel alone is the page's.
  await page.mouse.wheel(0, 120);
  await expect.poll(scrolled).toEqual([120, 1]);
  expect(await shownPart(page)).toEqual([later, end]);

  await page.getByRole("button", { name: "Copy link to this view" }).click();
  await expect(page.getByRole("button", { name: "Link copied" })).toBeVisible();
  const colleague = await page.context().newPage();
  await colleague.goto(await page.evaluate(() => navigator.clipboard.readText()));
  await untilCharts(colleague);
  expect(await shownPart(colleague)).toEqual([later, end]);
  await expect(colleague.getByTestId("playhead")).toHaveAttribute("data-seconds", /^13\.[45]/);
  const times = await timesBelow(page);
  expect(times.length).toBeGreaterThan(1);
  await expect.poll(() => timesBelow(colleague)).toEqual(times);
  await colleague.close();

  await page.getByRole("slider", { name: "Position in the video" }).press("0");
  await expect.poll(() => new URL(page.url()).searchParams.has("zoom")).toBe(false);
  expect(await shownPart(page)).toEqual(whole);
});

test("full screen shows film and curves alone, with the mark of simulated viewers, by button and by key, and Escape leaves it", async ({
  studio,
}) => {
  const { page, api } = studio;
  const { id, b } = await api.twoCuts();
  await openTimeline(page, id, `audience=simulated&videoId=${b}`);
  await untilCharts(page);
  const isWholeScreen = () => page.evaluate(() => document.fullscreenElement !== null);
  const frame = [
    page.getByRole("navigation", { name: "Campaign" }),
    page.getByTestId("user-menu"),
    page.getByRole("button", { name: "Download" }),
    page.getByTestId("timeline-table"),
    page.getByRole("heading", { name: "Notes" }),
  ];
  const inTheRoom = [
    page.locator("video"),
    page.getByTestId("timeline-chart"),
    page.getByTestId("attention-chart"),
    page.getByTestId("simulated-badge"),
    page.getByTestId("scene-lane"),
  ];
  const leave = page.getByRole("button", { name: "Leave full screen" });
  const enters = [
    () => page.getByRole("button", { name: "Full screen" }).click(),
    () => page.getByRole("slider", { name: "Position in the video" }).press("f"),
  ];
  const leaves = [() => page.keyboard.press("Escape"), () => leave.press("Enter")];
  for (const [way, enter] of enters.entries()) {
    for (const part of frame) await expect(part).toBeVisible();
    await enter();
    await expect(leave).toBeVisible();
    await expect.poll(isWholeScreen).toBe(true);
    for (const part of frame) await expect(part).toBeHidden();
    for (const part of inTheRoom) await expect(part).toBeVisible();
    await leaves[way]!();
    await expect.poll(isWholeScreen).toBe(false);
    await expect(leave).toHaveCount(0);
  }

  // What lies over the page is closed first.
  await enters[0]!();
  await page.getByTestId("segment-picker").click();
  const menu = page.getByRole("menu");
  await expect(menu).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(menu).toHaveCount(0);
  await expect(leave).toBeVisible();
});

async function picture(page: Page, name: "Chart, SVG" | "Chart, PNG"): Promise<Buffer> {
  await page.getByRole("button", { name: "Download" }).click();
  const download = page.waitForEvent("download");
  await page.getByRole("menuitem", { name }).click();
  return readFile(await (await download).path());
}

interface Drawing {
  size: { width: number; height: number };
  words: string[];
  /** Place of each printed share, 0..1, and of each printed second. */
  shares: [y: number, share: number][];
  seconds: [x: number, second: number][];
  /** Points of the line of each curve, by the legend's name of it. */
  lines: Record<string, { colour: string; points: [x: number, y: number][] }>;
  mark: { colour: string; box: Box } | null;
}

/** What an SVG draws, read by the browser as any other program would read it. */
function readDrawing(page: Page, svg: string): Promise<Drawing> {
  return page.evaluate((source) => {
    const drawn = new DOMParser().parseFromString(source, "image/svg+xml");
    if (drawn.querySelector("parsererror") !== null) throw new Error("no XML");
    const number = (element: Element | null, name: string) => Number(element?.getAttribute(name));
    const texts = [...drawn.querySelectorAll("text")];
    const named = (words: string | null) => /^(\d+)%$/.exec(words ?? "");
    const clock = (words: string | null) => /^(\d+):(\d\d)$/.exec(words ?? "");
    const lines: Drawing["lines"] = {};
    for (const polyline of drawn.querySelectorAll("polyline")) {
      const colour = polyline.getAttribute("stroke") ?? "";
      const entry = [...drawn.querySelectorAll("line")].find(
        (line) => line.getAttribute("stroke") === colour && line.getAttribute("stroke-width") === "3",
      );
      const name = entry?.nextElementSibling?.textContent ?? "unnamed";
      lines[name] ??= { colour, points: [] };
      for (const point of (polyline.getAttribute("points") ?? "").split(" ")) {
        lines[name].points.push(point.split(",").map(Number) as [number, number]);
      }
    }
    const marked = texts.find((text) => text.textContent?.includes("no person was measured"));
    const frame = marked?.previousElementSibling ?? null;
    return {
      size: {
        width: number(drawn.documentElement, "width"),
        height: number(drawn.documentElement, "height"),
      },
      words: texts.map((text) => text.textContent ?? ""),
      shares: texts.flatMap((text): [number, number][] => {
        const match = named(text.textContent);
        return match === null ? [] : [[number(text.previousElementSibling, "y1"), Number(match[1]) / 100]];
      }),
      seconds: texts.flatMap((text): [number, number][] => {
        const match = clock(text.textContent);
        return match === null ? [] : [[number(text, "x"), Number(match[1]) * 60 + Number(match[2])]];
      }),
      lines,
      mark:
        marked === undefined
          ? null
          : {
              colour: marked.getAttribute("fill") ?? "",
              box: {
                x: number(frame, "x"),
                y: number(frame, "y"),
                width: number(frame, "width"),
                height: number(frame, "height"),
              },
            },
    };
  }, svg);
}

/** What stands at a place of an axis, by the first and the last thing that is printed there. */
function axis(printed: readonly (readonly [number, number])[]): (place: number) => number {
  const [first, last] = [printed[0], printed.at(-1)];
  if (first === undefined || last === undefined || first === last) throw new Error("an axis without numbers");
  return (place) => first[1] + ((place - first[0]) / (last[0] - first[0])) * (last[1] - first[1]);
}

test("the chart as a file: the SVG has the viewers' own shares, the PNG is its picture, both say that viewers are simulated", async ({
  studio,
}) => {
  const { page, api } = studio;
  const { id, b } = await api.twoCuts();
  await openTimeline(page, id, `audience=simulated&videoId=${b}&expressions=happy.surprise`);
  await untilCharts(page);

  const drawing = await readDrawing(page, (await picture(page, "Chart, SVG")).toString("utf8"));
  const [shareAt, secondAt] = [axis(drawing.shares), axis(drawing.seconds)];
  expect(Object.keys(drawing.lines).sort()).toEqual(["Happy", "Surprise"]);
  const viewers = countedViewers(1);
  for (const [name, expression] of [
    ["Happy", "happy"],
    ["Surprise", "surprise"],
  ] as const) {
    const points = drawing.lines[name]!.points;
    expect(points).toHaveLength(TWO_CUTS.filmSeconds);
    for (const [second, [x, y]] of points.entries()) {
      expect(secondAt(x), name).toBeCloseTo(second + 0.5, 2);
      expect(shareAt(y), `${name}, second ${second}`).toBeCloseTo(
        share(scoresAt(viewers, expression, second)),
        3,
      );
    }
  }
  expect(drawing.mark).not.toBeNull();
  // Those of this cut, and not of both.
  expect(drawing.words.join(" ")).toMatch(new RegExp(`\\b${viewers.length} simulated viewers`));

  const png = sharp(await picture(page, "Chart, PNG"));
  const { data, info } = await png.ensureAlpha().raw().toBuffer({ resolveWithObject: true });
  expect([info.width, info.height]).toEqual([2 * drawing.size.width, 2 * drawing.size.height]);
  const isNear = (x: number, y: number, colour: string) => {
    const at = (Math.round(y) * info.width + Math.round(x)) * info.channels;
    const wanted = [1, 3, 5].map((digit) => Number.parseInt(colour.slice(digit, digit + 2), 16));
    return wanted.every((channel, i) => Math.abs((data[at + i] ?? 0) - channel) < 40);
  };
  // The one that is drawn last lies over the other; it is dashed, and a gap is three units wide.
  const last = Object.values(drawing.lines).at(-1)!;
  const around = [-4, -2, 0, 2, 4];
  const missed = last.points.filter(
    ([x, y]) => !around.some((dx) => around.some((dy) => isNear(2 * x + dx, 2 * y + dy, last.colour))),
  );
  expect(missed).toEqual([]);
  const { colour, box } = drawing.mark!;
  let inked = 0;
  for (let y = 2 * box.y + 6; y < 2 * (box.y + box.height) - 6; y++) {
    for (let x = 2 * box.x + 6; x < 2 * (box.x + box.width) - 6; x++) if (isNear(x, y, colour)) inked++;
  }
  expect(inked, "pixels of the mark's words").toBeGreaterThan(1_000);
});
