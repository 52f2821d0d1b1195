import { describe, expect, it } from "vitest";
import { chartSvg } from "#lib/chart/chart-svg.ts";
import { numberWords } from "#lib/chart/number-words.ts";
import { DEFAULT_SELECTION } from "#lib/chart/selection.ts";
import type { CountedAudience } from "#lib/protocol/counted-audience.ts";
import { audienceSecond, timelineOf } from "#lib/testing/timelines.ts";
import { timelinePicture } from "./timeline-picture.ts";

const of = (countedAudience: CountedAudience, engineVersion = "ours-1") => ({
  ...timelineOf([audienceSecond(0, { n: 40 }), audienceSecond(1, { n: 40 })]),
  audience: "real" as const,
  countedAudience,
  engineVersion,
  sessions: 40,
});
const pictured = {
  title: "Spring – Cut A",
  timeline: of("real"),
  overlaid: [],
  segmentName: null,
  countedAudience: "real" as const,
  selection: DEFAULT_SELECTION,
  window: { from: 0, to: 2 },
  scenes: [],
  scheme: "light" as const,
  numbers: numberWords("en"),
  madeAt: "now",
};
const svgOf = (changes: Partial<Parameters<typeof timelinePicture>[0]>) =>
  chartSvg(timelinePicture({ ...pictured, ...changes })).svg;

describe("the picture of a timeline", () => {
  it("is of viewers, unmarked, when all of them are real", () => {
    expect(svgOf({})).toContain("40 viewers, 0 excluded");
    expect(svgOf({})).not.toMatch(/simulated/i);
  });

  it("is marked when a segment chose simulated viewers though real ones were asked for", () => {
    const svg = svgOf({ timeline: of("simulated"), countedAudience: "simulated", segmentName: "Made up" });
    expect(svg).toContain("no person was measured");
    expect(svg).toContain("40 simulated viewers, 0 excluded");
  });

  it("is marked when simulated viewers are among them", () => {
    const svg = svgOf({ timeline: of("mixed"), countedAudience: "mixed", segmentName: "All" });
    expect(svg).toContain("Simulated viewers among them");
    expect(svg).toContain("40 viewers, real and simulated, 0 excluded");
  });

  it("is marked, and which line, when one of the segments over each other is simulated", () => {
    const overlaid = [
      { name: "Young", timeline: of("real") },
      { name: "Made up", timeline: of("simulated", "synthetic-1") },
    ];
    const svg = svgOf({ overlaid, countedAudience: "mixed" });
    expect(svg).toContain("Simulated viewers among them");
    expect(svg).toContain(">Young, n = 40</text>");
    expect(svg).toContain(">Made up (simulated viewers), n = 40</text>");
    expect(svg).toContain("Scored by ours-1, synthetic-1.");
    expect(svg, "everybody's number is not theirs").not.toContain("excluded");
  });
});
