import { expect, it } from "vitest";
import { MAX_OVERLAID_SEGMENTS } from "#lib/protocol/segment.ts";
import { colourDifference, contrastRatio } from "./colour-vision.ts";
import { CHART_BACKGROUND } from "./palette.ts";
import { SEGMENT_STYLES } from "./segment-palette.ts";

it("gives every overlaid segment a colour that can be seen, and a dash of its own", () => {
  expect(SEGMENT_STYLES).toHaveLength(MAX_OVERLAID_SEGMENTS);
  expect(new Set(SEGMENT_STYLES.map(({ dash }) => dash)).size).toBe(MAX_OVERLAID_SEGMENTS);
  for (const scheme of ["light", "dark"] as const) {
    for (const { colour } of SEGMENT_STYLES) {
      expect(contrastRatio(colour[scheme], CHART_BACKGROUND[scheme])).toBeGreaterThanOrEqual(3);
      for (const other of SEGMENT_STYLES) {
        if (other.colour === colour) continue;
        expect(colourDifference(colour[scheme], other.colour[scheme], null)).toBeGreaterThan(20);
      }
    }
  }
});
