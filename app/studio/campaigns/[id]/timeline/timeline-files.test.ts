import { describe, expect, it } from "vitest";
import { DEFAULT_SELECTION } from "#lib/chart/selection.ts";
import { timelineFiles } from "./timeline-files.ts";

const segmentOf = (href: string) => new URL(href, "http://x").searchParams.get("segment");
const asked = { campaignId: 7, overlaid: [], samplesAllowed: false, selection: DEFAULT_SELECTION };
const timelines = (files: ReturnType<typeof timelineFiles>) =>
  files
    .filter(({ title }) => title.startsWith("Timeline"))
    .map(({ title, href }) => [title, segmentOf(href)]);

describe("the files of a timeline", () => {
  it("hold the numbers of the page: everybody's, or the one segment's", () => {
    expect(timelines(timelineFiles(asked))).toEqual([["Timeline, CSV", null]]);
    const one = timelineFiles({ ...asked, selection: { ...DEFAULT_SELECTION, segments: [3] } });
    expect(timelines(one)).toEqual([["Timeline, CSV", "3"]]);
  });

  it("are a file a segment, by its name, when several lie over each other, and say which are everybody's", () => {
    const files = timelineFiles({
      ...asked,
      selection: { ...DEFAULT_SELECTION, segments: [3, 5] },
      overlaid: [
        { id: 3, name: "Women" },
        { id: 5, name: "Men" },
      ],
    });
    expect(timelines(files)).toEqual([
      ["Timeline of “Women”, CSV", "3"],
      ["Timeline of “Men”, CSV", "5"],
      ["Timeline of everybody, CSV", null],
    ]);
    const moments = files.find(({ title }) => title.startsWith("Moments"));
    expect(moments?.title).toBe("Moments of everybody, CSV");
    expect(segmentOf(moments!.href)).toBeNull();
  });
});
