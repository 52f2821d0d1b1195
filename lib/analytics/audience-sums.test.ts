import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { ViewerSecond } from "#lib/protocol/viewer-second.ts";
import { anyViewerSecond } from "#lib/testing/viewer-seconds.ts";
import {
  type AudienceSums,
  addSums,
  addViewerSecond,
  CORRECTED_ZERO_BIN,
  emptySums,
  subtractViewerSecond,
} from "./audience-sums.ts";

function sumsOf(seconds: readonly ViewerSecond[]): AudienceSums {
  const sums = emptySums();
  for (const second of seconds) addViewerSecond(sums, second);
  return sums;
}

const SEEN: ViewerSecond = {
  coverage: 9_000,
  loss: null,
  raw: [0, 0, 0, 4_999, 5_001, 0, 0],
  corrected: [0, 0, 0, 2_500, -2_499, -1, 0],
  valence: 4_999,
  expressiveness: 3_000,
  attention: 10_000,
  interest: 3_000,
};
const GONE: ViewerSecond = {
  coverage: 1_000,
  loss: "noFace",
  raw: null,
  corrected: null,
  valence: null,
  expressiveness: null,
  attention: 1_000,
  interest: null,
};

describe("audience sums", () => {
  it("count each measure over its own viewers", () => {
    const sums = sumsOf([SEEN, GONE]);
    expect(sums).toMatchObject({
      reached: 2,
      coverageSum: 10_000,
      n: 1,
      nCorrected: 1,
      nExpressiveness: 1,
      nAttention: 2,
      nInterest: 1,
      losses: [0, 1, 0, 0, 0, 0, 0, 0, 0],
      attention: { sum: 11_000, sumSquares: 101_000_000 },
    });
    expect(sums.raw[3]).toEqual({ sum: 4_999, sumSquares: 4_999 ** 2 });
    expect(sums.corrected[4]).toEqual({ sum: -2_499, sumSquares: 2_499 ** 2 });
  });

  it("put a score into the bin whose lower edge it has reached", () => {
    const sums = sumsOf([SEEN]);
    expect(sums.rawHistogram[3]!.indexOf(1)).toBe(9);
    expect(sums.rawHistogram[4]!.indexOf(1)).toBe(10);
    expect(sums.correctedHistogram[3]!.indexOf(1)).toBe(CORRECTED_ZERO_BIN + 5);
    // -0.2499 and -0.0001 lie below their own upper edges.
    expect(sums.correctedHistogram[4]!.indexOf(1)).toBe(CORRECTED_ZERO_BIN - 5);
    expect(sums.correctedHistogram[5]!.indexOf(1)).toBe(CORRECTED_ZERO_BIN - 1);
  });

  it("lose a viewer without a trace when the viewer is subtracted", () => {
    fc.assert(
      fc.property(fc.array(anyViewerSecond, { maxLength: 20 }), anyViewerSecond, (others, viewer) => {
        const sums = sumsOf(others);
        addViewerSecond(sums, viewer);
        subtractViewerSecond(sums, viewer);
        expect(sums).toEqual(sumsOf(others));
      }),
    );
  });

  it("are the same in any order and any grouping of viewers", () => {
    fc.assert(
      fc.property(fc.array(anyViewerSecond, { maxLength: 20 }), fc.nat(20), (seconds, cut) => {
        const late = sumsOf(seconds.slice(cut).reverse());
        addSums(late, sumsOf(seconds.slice(0, cut)));
        expect(late).toEqual(sumsOf(seconds));
      }),
    );
  });
});
