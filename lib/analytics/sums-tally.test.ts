import fc from "fast-check";
import { expect, it } from "vitest";
import { trackPage } from "#lib/testing/track-pages.ts";
import { anyViewerSecond } from "#lib/testing/viewer-seconds.ts";
import { addViewerSecond, emptySums } from "./audience-sums.ts";
import { SumsTally } from "./sums-tally.ts";

it("tracks give the same sums as their viewer-seconds added one by one", () => {
  const track = fc.array(fc.option(anyViewerSecond), { maxLength: 5 });
  fc.assert(
    fc.property(fc.array(track, { maxLength: 6 }), (viewers) => {
      const tally = new SumsTally(4);
      for (const seconds of viewers) tally.add(trackPage([{ seconds }]));
      const expected = Array.from({ length: 4 }, (_, second) => {
        const sums = emptySums();
        for (const seconds of viewers) {
          const there = seconds[second];
          if (there) addViewerSecond(sums, there);
        }
        return sums;
      });
      expect(tally.finish()).toEqual(expected);
    }),
  );
});
