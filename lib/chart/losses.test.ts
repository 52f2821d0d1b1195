import { describe, expect, it } from "vitest";
import { audienceSecond, respondentOf, timelineOf } from "#lib/testing/timelines.ts";
import { largestN, lossTotals, occurringLosses, respondentLosses, stripPoints } from "./losses.ts";

const losses = (part: object) => ({ losses: { ...audienceSecond(0, {}).losses, ...part } });

describe("the losses of one respondent", () => {
  it("count every second once, by its reason, the largest first", () => {
    const { seconds } = respondentOf([
      { loss: "tooDark" },
      { loss: null },
      { loss: "noFace" },
      { loss: "noFace" },
    ]);
    expect(respondentLosses(seconds)).toMatchObject([
      { reason: "noFace", label: "No face", viewerSeconds: 2, share: 0.5 },
      { reason: "tooDark", label: "Too dark", viewerSeconds: 1, share: 0.25 },
    ]);
  });

  it("are none where every second has scores, or none was received", () => {
    expect(respondentLosses(respondentOf([{ loss: null }]).seconds)).toEqual([]);
    expect(respondentLosses([])).toEqual([]);
  });
});

it("names the losses that occur, the most frequent first", () => {
  expect(occurringLosses({ tooDark: 1, noFace: 3, error: 0 })).toEqual([
    ["noFace", 3],
    ["tooDark", 1],
  ]);
});

describe("the valid-n strip", () => {
  it("counts who was measured and who was lost, and names the reasons from the largest", () => {
    const second = audienceSecond(4, { reached: 20, n: 14, ...losses({ noFace: 2, tabHidden: 4 }) });
    expect(stripPoints(timelineOf([second]))).toEqual([
      {
        atSeconds: 4.5,
        second: 4,
        n: 14,
        lost: 6,
        losses: [
          { reason: "tabHidden", viewers: 4 },
          { reason: "noFace", viewers: 2 },
        ],
        withoutBaseline: 0,
      },
    ]);
  });

  it("tells viewers whose face was valid but who have no baseline", () => {
    const second = audienceSecond(0, { reached: 10, n: 6, ...losses({ noFace: 1 }) });
    expect(stripPoints(timelineOf([second]))[0]).toMatchObject({ lost: 4, withoutBaseline: 3 });
  });

  it("adds the reasons up over a part of the film, the largest first, with where it happened", () => {
    const points = stripPoints(
      timelineOf([
        audienceSecond(0, { reached: 10, n: 6, ...losses({ noFace: 1 }) }),
        audienceSecond(1, { reached: 10, n: 8, ...losses({ noFace: 1, tabHidden: 1 }) }),
      ]),
    );
    expect(lossTotals(points)).toEqual([
      {
        reason: "noBaseline",
        label: "No accepted baseline",
        viewerSeconds: 3,
        share: 0.15,
        bySecond: [
          { second: 0, share: 0.3 },
          { second: 1, share: 0 },
        ],
      },
      expect.objectContaining({ reason: "noFace", viewerSeconds: 2, share: 0.1 }),
      expect.objectContaining({ reason: "tabHidden", viewerSeconds: 1, share: 0.05 }),
    ]);
    expect(lossTotals([])).toEqual([]);
  });

  it("knows the largest n of a video, 0 for an empty one", () => {
    expect(largestN(timelineOf([audienceSecond(0, { n: 4 }), audienceSecond(1, { n: 7 })]))).toBe(7);
    expect(largestN(timelineOf([]))).toBe(0);
  });
});
