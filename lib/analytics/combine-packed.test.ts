import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { packViewerSecond } from "#lib/protocol/viewer-second.ts";
import { anyViewerSecond } from "#lib/testing/viewer-seconds.ts";
import { addViewerSecond, emptySums } from "./audience-sums.ts";
import { addPacked, subtractPacked } from "./combine-packed.ts";
import { packSums } from "./pack-sums.ts";

const someSeconds = fc.array(anyViewerSecond, { maxLength: 12 });

describe("packed viewer-seconds", () => {
  it("give the packed sums of what they pack, in one part or two", () => {
    fc.assert(
      fc.property(someSeconds, fc.nat(12), (seconds, cut) => {
        const sums = emptySums();
        for (const second of seconds) addViewerSecond(sums, second);
        const packed = seconds.map((second) => packViewerSecond(second));
        const expected = { n: sums.n, sums: packSums(sums) };
        expect(addPacked(null, packed)).toEqual(expected);
        expect(addPacked(addPacked(null, packed.slice(0, cut)).sums, packed.slice(cut))).toEqual(expected);
      }),
    );
  });

  it("are taken out exactly as they were added, and never when they were not", () => {
    fc.assert(
      fc.property(someSeconds, anyViewerSecond, (seconds, other) => {
        const before = addPacked(
          null,
          seconds.map((second) => packViewerSecond(second)),
        );
        const one = [packViewerSecond(other)];
        expect(subtractPacked(addPacked(before.sums, one).sums, one)).toEqual(before);
        expect(() => subtractPacked(null, one)).toThrow(RangeError);
      }),
    );
  });

  it("are refused when they are of another version, cut off or too long", () => {
    fc.assert(
      fc.property(anyViewerSecond, (second) => {
        const bytes = packViewerSecond(second);
        addPacked(null, [bytes]);
        expect(() => addPacked(null, [bytes.with(0, 2)])).toThrow(/version 2/);
        expect(() => addPacked(null, [bytes.slice(0, -1)])).toThrow(RangeError);
        expect(() => addPacked(null, [Uint8Array.of(...bytes, 7)])).toThrow(RangeError);
      }),
    );
  });
});
