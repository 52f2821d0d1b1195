import { VIEWER_WORDS } from "#lib/chart/audience-words.ts";
import { type ChartPicture, chartSvg, type PicturedCurve } from "#lib/chart/chart-svg.ts";
import { CURVE_LABELS, curveFormat, isShare } from "#lib/chart/curve-words.ts";
import { stripPoints } from "#lib/chart/losses.ts";
import type { NumberWords } from "#lib/chart/number-words.ts";
import { type ColourScheme, EXPRESSION_STYLES, PROMINENT_EXPRESSIONS } from "#lib/chart/palette.ts";
import { nRange, segmentCurve } from "#lib/chart/segment-curve.ts";
import { SEGMENT_STYLES } from "#lib/chart/segment-palette.ts";
import type { Selection } from "#lib/chart/selection.ts";
import { audienceCurves } from "#lib/chart/series.ts";
import { smoothCurve } from "#lib/chart/smooth-curve.ts";
import type { TimeWindow } from "#lib/chart/time-window.ts";
import type { CountedAudience } from "#lib/protocol/counted-audience.ts";
import { EXPRESSIONS } from "#lib/protocol/expressions.ts";
import type { Scene } from "#lib/protocol/scenes.ts";
import type { Timeline } from "#lib/protocol/timeline.ts";
import { measureSentence } from "./measure-sentence.ts";

interface Pictured {
  /** Campaign and film, as the reader knows them. */
  title: string;
  timeline: Timeline;
  /** Segments laid over each other, in their order; none when everybody or one segment is shown. */
  overlaid: readonly { name: string; timeline: Timeline }[];
  /** Name of the one segment that is shown. */
  segmentName: string | null;
  /** Whose numbers are charted. */
  countedAudience: CountedAudience;
  selection: Selection;
  window: TimeWindow;
  scenes: readonly Scene[];
  scheme: ColourScheme;
  numbers: NumberWords;
  /** When it was made, in the reader's words. */
  madeAt: string;
}

/** The page's main chart as a picture: the same curves, part of the film, audience and threshold. */
export function timelinePicture(pictured: Pictured): ChartPicture {
  const { title, timeline, overlaid, segmentName, countedAudience, selection } = pictured;
  const { window, scenes, scheme, numbers, madeAt } = pictured;
  const overlay = overlaid.length > 1;
  // All expressions are read the same way.
  const curve = overlay ? selection.curve : EXPRESSIONS[0];
  const { measure } = selection;
  const shown = overlay ? overlaid.map((one) => one.timeline) : [timeline];
  // Of several segments the legend tells each one's n.
  const counted = overlay
    ? ""
    : `${numbers.count(timeline.sessions)} ${VIEWER_WORDS[timeline.countedAudience]}, ${numbers.count(timeline.excluded)} excluded. `;
  const smoothed =
    selection.smoothing === 0 ? "" : ` Drawn as a centred mean of ${selection.smoothing} s; numbers are not.`;
  const whose = segmentName === null ? "" : `Segment: ${segmentName}. `;
  return {
    title,
    subtitle: `${whose}${overlay ? `${CURVE_LABELS[selection.curve]} by segment. ` : ""}${measureSentence(selection, numbers)}${smoothed}`,
    footnotes: [
      `${counted}${basisWords(timeline)} Scored by ${enginesOf(shown)}.`,
      `An expression score describes a face, not a feeling. Reactline, ${madeAt}.`,
    ],
    curves: overlay ? segmentsPictured(pictured) : expressionsPictured(pictured),
    limits: isShare(curve, measure) ? { floor: 0, ceiling: 1 } : { floor: -1, ceiling: 1 },
    formatValue: curveFormat(curve, { measure, basis: timeline.basis }, numbers),
    formatCount: numbers.count,
    // A strip is of one audience; of several the legend tells each one's n.
    strip: overlay ? [] : stripPoints(timeline),
    scenes,
    window,
    countedAudience,
    scheme,
  };
}

function expressionsPictured({ timeline, selection, scheme }: Pictured): PicturedCurve[] {
  const curves = audienceCurves(timeline, selection.measure);
  return selection.expressions.map((expression) => ({
    label: EXPRESSION_STYLES[expression].label,
    curve: smoothCurve(curves[expression], selection.smoothing),
    colour: EXPRESSION_STYLES[expression].colour[scheme],
    dash: EXPRESSION_STYLES[expression].dash,
    prominent: PROMINENT_EXPRESSIONS.includes(expression) || selection.expressions.length <= 2,
  }));
}

function segmentsPictured({ overlaid, selection, scheme, numbers }: Pictured): PicturedCurve[] {
  return overlaid.map(({ name, timeline }, index) => {
    const curve = segmentCurve(timeline, selection);
    const { countedAudience } = timeline;
    const whose = countedAudience === "real" ? "" : ` (${VIEWER_WORDS[countedAudience]})`;
    return {
      label: `${name}${whose}, ${nRange(curve, numbers)}`,
      curve: smoothCurve(curve, selection.smoothing),
      colour: SEGMENT_STYLES[index]!.colour[scheme],
      dash: SEGMENT_STYLES[index]!.dash,
      prominent: true,
    };
  });
}

function enginesOf(timelines: readonly Timeline[]): string {
  const engines = new Set(timelines.map(({ engineVersion }) => engineVersion ?? "no engine"));
  return [...engines].join(", ");
}

function basisWords({ basis }: Timeline): string {
  return basis === "corrected" ? "Corrected by each viewer's own baseline." : "Raw scores, not corrected.";
}

/** Pixels of the picture for each of its units: sharp on a projector and in print. */
const PNG_SCALE = 2;

/** Has the browser save the picture. Throws when this browser cannot draw it. */
export async function savePicture(picture: ChartPicture, format: "svg" | "png", name: string): Promise<void> {
  const { svg, width, height } = chartSvg(picture);
  const vector = new Blob([svg], { type: "image/svg+xml" });
  const file = format === "svg" ? vector : await rasterise(vector, width, height);
  const address = URL.createObjectURL(file);
  const link = document.createElement("a");
  link.href = address;
  link.download = `${name.replace(/[^A-Za-z0-9._-]+/g, "-")}.${format}`;
  link.click();
  // The browser reads it after this turn of the event loop.
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

async function rasterise(vector: Blob, width: number, height: number): Promise<Blob> {
  const address = URL.createObjectURL(vector);
  try {
    const image = new Image();
    image.src = address;
    await image.decode();
    const canvas = document.createElement("canvas");
    canvas.width = width * PNG_SCALE;
    canvas.height = height * PNG_SCALE;
    canvas.getContext("2d")?.drawImage(image, 0, 0, canvas.width, canvas.height);
    const png = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, "image/png"));
    if (png === null) throw new Error("The chart cannot be drawn as an image here.");
    return png;
  } finally {
    URL.revokeObjectURL(address);
  }
}
