import type { ColourScheme } from "./palette.ts";

interface SegmentStyle {
  colour: Record<ColourScheme, string>;
  /** SVG stroke-dasharray: the second sign beside colour. Null is a solid line. */
  dash: string | null;
}

/** Segments laid over each other, in the order in which they were chosen; 3:1 on both backgrounds. */
export const SEGMENT_STYLES: readonly SegmentStyle[] = [
  { colour: { light: "#1159b8", dark: "#6cb1ff" }, dash: null },
  { colour: { light: "#b35900", dark: "#ffab4a" }, dash: "9 4" },
  { colour: { light: "#0f7a4d", dark: "#5fd6a2" }, dash: "2 3" },
  { colour: { light: "#8a3fb0", dark: "#d59bf2" }, dash: "12 3 2 3" },
  { colour: { light: "#474d58", dark: "#b9bdc5" }, dash: "5 2" },
];

/** CSS variable that holds the colour of the segment at `index` in the scheme in force: app/theme.ts sets it. */
export function segmentColourVariable(index: number): string {
  return `--segment-${index + 1}`;
}

/** The variables of every segment for one scheme. */
export function segmentColours(scheme: ColourScheme): Record<string, string> {
  return Object.fromEntries(
    SEGMENT_STYLES.map(({ colour }, index) => [segmentColourVariable(index), colour[scheme]]),
  );
}
