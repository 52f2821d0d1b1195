import { describe, expect, it } from "vitest";
import { EXPRESSIONS } from "#lib/protocol/expressions.ts";
import { colourDifference, contrastRatio } from "./colour-vision.ts";
import { CHART_BACKGROUND, EXPRESSION_STYLES } from "./palette.ts";

const pairs = EXPRESSIONS.flatMap((first, i) =>
  EXPRESSIONS.slice(i + 1).map((second) => [first, second] as const),
);

describe.each(["light", "dark"] as const)("the palette of seven, %s", (scheme) => {
  it.each(EXPRESSIONS)("draws %s at 3:1 or more against the background", (expression) => {
    const colour = EXPRESSION_STYLES[expression].colour[scheme];
    expect(contrastRatio(colour, CHART_BACKGROUND[scheme])).toBeGreaterThanOrEqual(3);
  });

  it.each([null, "deuteranopia", "protanopia"] as const)("keeps every pair apart with %s", (deficiency) => {
    for (const [first, second] of pairs) {
      const difference = colourDifference(
        EXPRESSION_STYLES[first].colour[scheme],
        EXPRESSION_STYLES[second].colour[scheme],
        deficiency,
      );
      expect(difference, `${first} and ${second}`).toBeGreaterThan(25);
    }
  });
});

describe("line styles", () => {
  it("differ for all seven, so that colour is never the only sign", () => {
    const dashes = EXPRESSIONS.map((expression) => EXPRESSION_STYLES[expression].dash);
    expect(new Set(dashes).size).toBe(EXPRESSIONS.length);
  });
});

describe("the measures themselves", () => {
  it("give 21:1 for black on white", () => {
    expect(contrastRatio("#000000", "#ffffff")).toBeCloseTo(21, 5);
  });

  it("see red and green of one lightness as near to each other with deuteranopia only", () => {
    expect(colourDifference("#b05a00", "#6f7d00", null)).toBeGreaterThan(40);
    expect(colourDifference("#b05a00", "#6f7d00", "deuteranopia")).toBeLessThan(20);
  });
});
