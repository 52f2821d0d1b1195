import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { EXPRESSIONS } from "#lib/protocol/expressions.ts";
import { anyViewerSecond } from "#lib/testing/viewer-seconds.ts";
import { addViewerSecond, emptySums } from "./audience-sums.ts";
import { reactionShare } from "./reaction-share.ts";
import { wilson95 } from "./wilson.ts";

const HAPPY = EXPRESSIONS.indexOf("happy");

describe("reactionShare", () => {
  it("counts exactly the viewers at or above the threshold, at every threshold", () => {
    const multiples = fc.integer({ min: 1, max: 19 });
    const bases = fc.constantFrom("raw" as const, "corrected" as const);
    fc.assert(
      fc.property(
        fc.array(anyViewerSecond, { maxLength: 40 }),
        multiples,
        bases,
        (seconds, twentieths, basis) => {
          const sums = emptySums();
          for (const second of seconds) addViewerSecond(sums, second);
          const values = seconds.flatMap((second) => second[basis]?.[HAPPY] ?? []);
          const reacting = values.filter((value) => value >= twentieths * 500).length;
          const expected = values.length === 0 ? null : wilson95(reacting, values.length);
          expect(reactionShare(sums, HAPPY, basis, twentieths / 20)).toEqual(expected);
        },
      ),
    );
  });

  it("is missing, not zero, when nobody has a score", () => {
    expect(reactionShare(emptySums(), HAPPY, "raw", 0.25)).toBeNull();
  });

  it("refuses a threshold within a bin", () => {
    expect(() => reactionShare(emptySums(), HAPPY, "raw", 0.26)).toThrow(RangeError);
  });
});
