import type { CountedAudience } from "#lib/protocol/counted-audience.ts";
import { AUDIENCE_MARKS, type AudienceMark } from "./audience-words.ts";
import { clockTime } from "./axis-format.ts";
import { bandOutlines, linePoints } from "./curve-pieces.ts";
import { timeTicks, valueDomain, valueTicks } from "./domain.ts";
import { mostViewers, type StripPoint } from "./losses.ts";
import { CHART_BACKGROUND, type ColourScheme } from "./palette.ts";
import type { Curve } from "./series.ts";
import { escaped, round, text, textLines, wordLines } from "./svg-text.ts";
import { shareOfWindow, type TimeWindow } from "./time-window.ts";

/** One curve of a picture: what is drawn, and how the legend names it. */
export interface PicturedCurve {
  label: string;
  curve: Curve;
  /** `#rrggbb`: a picture has no style sheet. */
  colour: string;
  dash: string | null;
  prominent: boolean;
}

export interface ChartPicture {
  title: string;
  /** What is drawn and what the band means. */
  subtitle: string;
  /** Who is behind it, by which engine, with which threshold. */
  footnotes: readonly string[];
  curves: readonly PicturedCurve[];
  limits: { floor: number; ceiling: number };
  formatValue: (value: number) => string;
  /** Numbers of viewers, as the reader writes them. */
  formatCount: (viewers: number) => string;
  /** Empty where there is no one audience whose n it would be. */
  strip: readonly StripPoint[];
  scenes: readonly { label: string; startMs: number; endMs: number }[];
  window: TimeWindow;
  countedAudience: CountedAudience;
  scheme: ColourScheme;
}

export const PICTURE_WIDTH = 1200;
const LEFT = 64;
const RIGHT = 24;
const PLOT_WIDTH = PICTURE_WIDTH - LEFT - RIGHT;
const PLOT_HEIGHT = 380;
/** A line along the plot's edge is as thick as elsewhere. */
const LINE_ROOM = 3;
const STRIP_HEIGHT = 56;
const LEGEND_ROW = 24;
const TITLE = { size: 24, rowHeight: 30 } as const;
const SUBTITLE = { size: 15, rowHeight: 20 } as const;
const FOOTNOTE = { size: 13, rowHeight: 20 } as const;
const FONT = "Inter, 'Helvetica Neue', Arial, sans-serif";
const INK = {
  light: {
    text: "#171a21",
    dimmed: "#5b6371",
    line: "#e8eaee",
    measured: "#7b8493",
    lost: "#cdd2d9",
    mark: "#8a5200",
  },
  dark: {
    text: "#e3e6eb",
    dimmed: "#9aa1ae",
    line: "#262b33",
    measured: "#858d9c",
    lost: "#3b424e",
    mark: "#f2b34c",
  },
} as const;

/**
 * The chart as a picture that stands on its own: title, legend, curves with bands, scenes, the valid n of every
 * second, what the band means, and the mark of simulated viewers. An SVG document without outside references.
 */
export function chartSvg(picture: ChartPicture): { svg: string; width: number; height: number } {
  const ink = INK[picture.scheme];
  const legend = legendLayout(picture.curves);
  const mark = AUDIENCE_MARKS[picture.countedAudience];
  const title = wordLines(picture.title, TITLE.size, PLOT_WIDTH);
  const subtitle = wordLines(picture.subtitle, SUBTITLE.size, PLOT_WIDTH);
  const footnotes = picture.footnotes.flatMap((note) => wordLines(note, FOOTNOTE.size, PLOT_WIDTH));
  const subtitleTop = 42 + title.length * TITLE.rowHeight;
  const markTop = subtitleTop - 6 + subtitle.length * SUBTITLE.rowHeight;
  const top = markTop + 10 + (mark === null ? 0 : 30);
  const plotTop = top + legend.rows * LEGEND_ROW + (picture.scenes.length > 0 ? 34 : 10);
  const stripTop = plotTop + PLOT_HEIGHT + 44;
  const notesTop = picture.strip.length === 0 ? stripTop : stripTop + STRIP_HEIGHT + 52;
  const height = notesTop + footnotes.length * FOOTNOTE.rowHeight + 12;
  const parts = [
    `<rect width="${PICTURE_WIDTH}" height="${height}" fill="${CHART_BACKGROUND[picture.scheme]}"/>`,
    ...textLines(title, LEFT, 44, { ...TITLE, weight: 600, fill: ink.text }),
    ...textLines(subtitle, LEFT, subtitleTop, { ...SUBTITLE, fill: ink.dimmed }),
    ...(mark === null ? [] : audienceMark(mark, markTop, ink.mark)),
    ...picture.curves.map((curve, index) => legendEntry(curve, legend.places[index]!, top, ink.text)),
    ...scenesOf(picture, plotTop, ink),
    ...axesOf(picture, plotTop, ink),
    `<g clip-path="url(#plot)">`,
    ...picture.curves.map((curve) => bandOf(curve, picture, plotTop)),
    ...picture.curves.map((curve) => linesOf(curve, picture, plotTop)),
    `</g>`,
    ...stripOf(picture, stripTop, ink),
    ...textLines(footnotes, LEFT, notesTop, { ...FOOTNOTE, fill: ink.dimmed }),
  ];
  const clip = `<clipPath id="plot"><rect x="${LEFT}" y="${plotTop - LINE_ROOM}" width="${PLOT_WIDTH}" height="${PLOT_HEIGHT + 2 * LINE_ROOM}"/></clipPath>`;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${PICTURE_WIDTH}" height="${height}" viewBox="0 0 ${PICTURE_WIDTH} ${height}" font-family="${FONT}" role="img"><title>${escaped(picture.title)}</title><defs>${clip}</defs>${parts.join("")}</svg>`;
  return { svg, width: PICTURE_WIDTH, height };
}

const x = ({ window }: ChartPicture, seconds: number) =>
  round(LEFT + shareOfWindow(window, seconds) * PLOT_WIDTH);

function domainOf(picture: ChartPicture): [number, number] {
  const inSight = picture.curves.map(({ curve }) =>
    curve.filter(({ second }) => second + 1 > picture.window.from && second < picture.window.to),
  );
  return valueDomain(inSight, picture.limits);
}

function axesOf(picture: ChartPicture, top: number, ink: (typeof INK)[ColourScheme]): string[] {
  const domain = domainOf(picture);
  const values = valueTicks(domain, 5).flatMap((value) => {
    const y = yOf(domain, top, value);
    return [
      `<line x1="${LEFT}" x2="${LEFT + PLOT_WIDTH}" y1="${y}" y2="${y}" stroke="${value === 0 ? ink.dimmed : ink.line}"/>`,
      text(LEFT - 10, y + 4, picture.formatValue(value), { size: 13, fill: ink.dimmed, anchor: "end" }),
    ];
  });
  const times = timeTicks(picture.window, 10).map((seconds) =>
    text(x(picture, seconds), top + PLOT_HEIGHT + 22, clockTime(seconds), {
      size: 13,
      fill: ink.dimmed,
      anchor: "middle",
    }),
  );
  return [...values, ...times];
}

function bandOf({ curve, colour, prominent }: PicturedCurve, picture: ChartPicture, top: number): string {
  const domain = domainOf(picture);
  return bandOutlines(curve, (atSeconds, value) => `${x(picture, atSeconds)},${yOf(domain, top, value)}`)
    .map(
      (outline) =>
        `<polygon points="${outline}" fill="${colour}" fill-opacity="${prominent ? 0.15 : 0.06}"/>`,
    )
    .join("");
}

function linesOf(
  { curve, colour, dash, prominent }: PicturedCurve,
  picture: ChartPicture,
  top: number,
): string {
  const domain = domainOf(picture);
  return linePoints(curve, (atSeconds, value) => `${x(picture, atSeconds)},${yOf(domain, top, value)}`)
    .map((points) => {
      if (points.length === 1) {
        const [cx, cy] = points[0]!.split(",");
        return `<circle cx="${cx}" cy="${cy}" r="3.5" fill="${colour}"/>`;
      }
      const dashes = dash === null ? "" : ` stroke-dasharray="${dash}"`;
      return `<polyline points="${points.join(" ")}" fill="none" stroke="${colour}" stroke-width="${prominent ? 2.75 : 2}"${dashes}/>`;
    })
    .join("");
}

function stripOf(picture: ChartPicture, top: number, ink: (typeof INK)[ColourScheme]): string[] {
  const inSight = picture.strip.filter(
    ({ second }) => second + 1 > picture.window.from && second < picture.window.to,
  );
  if (picture.strip.length === 0) return [];
  const most = mostViewers(inSight);
  const bars = inSight.map(({ second, n, lost }) => {
    const left = Math.max(LEFT, x(picture, second));
    const width = round(Math.min(LEFT + PLOT_WIDTH, x(picture, second + 1)) - left);
    const measured = round((n / most) * STRIP_HEIGHT);
    const missing = round((lost / most) * STRIP_HEIGHT);
    return (
      `<rect x="${left}" y="${round(top + STRIP_HEIGHT - measured)}" width="${width}" height="${measured}" fill="${ink.measured}"/>` +
      `<rect x="${left}" y="${round(top + STRIP_HEIGHT - measured - missing)}" width="${width}" height="${missing}" fill="${ink.lost}"/>`
    );
  });
  return [
    ...bars,
    text(LEFT - 10, top + 8, picture.formatCount(most), { size: 13, fill: ink.dimmed, anchor: "end" }),
    text(LEFT - 10, top + STRIP_HEIGHT, picture.formatCount(0), {
      size: 13,
      fill: ink.dimmed,
      anchor: "end",
    }),
    text(LEFT, top + STRIP_HEIGHT + 20, nSentence(inSight, picture), { size: 13, fill: ink.dimmed }),
  ];
}

function nSentence(points: readonly StripPoint[], { formatCount }: ChartPicture): string {
  if (points.length === 0) return "No second was measured here.";
  const ns = points.map(({ n }) => n);
  const [least, most] = [Math.min(...ns), Math.max(...ns)];
  const range =
    least === most ? `n = ${formatCount(most)}` : `n = ${formatCount(least)} to ${formatCount(most)}`;
  return `Viewers measured in each second: ${range} (dark), lost (light).`;
}

function scenesOf(picture: ChartPicture, plotTop: number, ink: (typeof INK)[ColourScheme]): string[] {
  return picture.scenes
    .filter(({ startMs, endMs }) => endMs / 1000 > picture.window.from && startMs / 1000 < picture.window.to)
    .map(({ label, startMs, endMs }) => {
      const left = Math.max(LEFT, x(picture, startMs / 1000));
      const right = Math.min(LEFT + PLOT_WIDTH, x(picture, endMs / 1000));
      const letters = Math.max(1, Math.floor((right - left - 12) / 7));
      const shortened = label.length > letters ? `${label.slice(0, Math.max(0, letters - 1))}…` : label;
      return (
        `<rect x="${left}" y="${plotTop - 26}" width="${round(Math.max(2, right - left - 2))}" height="20" rx="4" fill="${ink.line}"/>` +
        text(left + 6, plotTop - 11, shortened, { size: 12, fill: ink.text }) +
        `<line x1="${left}" x2="${left}" y1="${plotTop}" y2="${plotTop + PLOT_HEIGHT}" stroke="${ink.line}" stroke-dasharray="2 4"/>`
      );
    });
}

function audienceMark({ line }: AudienceMark, top: number, colour: string): string[] {
  return [
    `<rect x="${LEFT}" y="${top}" width="${PLOT_WIDTH}" height="26" rx="5" fill="none" stroke="${colour}"/>`,
    text(LEFT + 10, top + 18, line, {
      size: 14,
      weight: 600,
      fill: colour,
    }),
  ];
}

function legendLayout(curves: readonly PicturedCurve[]): {
  places: { x: number; row: number }[];
  rows: number;
} {
  let [left, row] = [LEFT, 0];
  const places = curves.map(({ label }) => {
    const width = 44 + label.length * 8 + 20;
    if (left + width > LEFT + PLOT_WIDTH && left > LEFT) [left, row] = [LEFT, row + 1];
    const place = { x: left, row };
    left += width;
    return place;
  });
  return { places, rows: curves.length === 0 ? 0 : row + 1 };
}

function legendEntry(
  curve: PicturedCurve,
  place: { x: number; row: number },
  top: number,
  fill: string,
): string {
  const y = top + place.row * LEGEND_ROW + 14;
  const dashes = curve.dash === null ? "" : ` stroke-dasharray="${curve.dash}"`;
  return (
    `<line x1="${place.x}" x2="${place.x + 34}" y1="${y}" y2="${y}" stroke="${curve.colour}" stroke-width="3"${dashes}/>` +
    text(place.x + 42, y + 5, curve.label, { size: 14, fill })
  );
}

function yOf(domain: readonly [number, number], top: number, value: number): number {
  return round(top + (1 - (value - domain[0]) / (domain[1] - domain[0])) * PLOT_HEIGHT);
}
