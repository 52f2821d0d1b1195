import fc from "fast-check";
import { expect, it } from "vitest";
import { packViewerSecond, type ViewerSecond } from "#lib/protocol/viewer-second.ts";
import { trackPage } from "#lib/testing/track-pages.ts";
import { anyViewerSecond } from "#lib/testing/viewer-seconds.ts";
import { addViewerSecond, emptySums } from "./audience-sums.ts";
import { addPacked } from "./combine-packed.ts";
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

it("packed parts of an audience, end to end, give the same sums as its viewer-seconds added one by one", () => {
  const part = fc.array(anyViewerSecond, { maxLength: 4 });
  fc.assert(
    fc.property(fc.array(part, { maxLength: 4 }), part, (folded, tail) => {
      const sums = emptySums();
      for (const second of [...folded.flat(), ...tail]) addViewerSecond(sums, second);
      const tally = new SumsTally(2);
      const packed = folded.flatMap((seconds) => [...addPacked(null, seconds.map(packedOf)).sums]);
      for (const second of [1, 2]) {
        tally.addPacked(second, Uint8Array.from(packed));
        tally.addViewers(second, Uint8Array.from(tail.flatMap((each) => [...packedOf(each)])));
      }
      expect(tally.finish()).toEqual([emptySums(), sums]);
    }),
  );
});

it("viewer-seconds of another version or cut off are refused", () => {
  fc.assert(
    fc.property(anyViewerSecond, (second) => {
      const bytes = packedOf(second);
      const tally = new SumsTally(1);
      tally.addViewers(0, bytes);
      expect(() => tally.addViewers(0, bytes.with(0, 2))).toThrow(/version 2/);
      expect(() => tally.addViewers(0, Uint8Array.of(...bytes, ...bytes.slice(0, -2)))).toThrow(RangeError);
    }),
  );
});

const packedOf = (second: ViewerSecond) => packViewerSecond(second);
