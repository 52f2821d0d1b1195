import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { anyViewerSecond } from "#lib/testing/viewer-seconds.ts";
import { addSums, addViewerSecond, emptySums, subtractViewerSecond } from "./audience-sums.ts";
import { packSums, unpackSums } from "./pack-sums.ts";

const someSeconds = fc.array(anyViewerSecond, { maxLength: 30 });

describe("packed sums", () => {
  it("come back as they were", () => {
    fc.assert(
      fc.property(someSeconds, fc.integer({ min: 0, max: 20 }), (seconds, doublings) => {
        const sums = emptySums();
        for (const second of seconds) addViewerSecond(sums, second);
        for (let i = 0; i < doublings; i++) addSums(sums, structuredClone(sums));
        expect(unpackSums(packSums(sums))).toEqual(sums);
      }),
    );
  });

  it("of nobody are four bytes", () => {
    // Version, one zero, and a run of 486 numbers in two bytes.
    expect([...packSums(emptySums())]).toEqual([1, 0, (486 % 128) + 128, 3]);
  });

  it("refuse a viewer who was subtracted and never added", () => {
    fc.assert(
      fc.property(anyViewerSecond, (second) => {
        const sums = emptySums();
        subtractViewerSecond(sums, second);
        expect(() => packSums(sums)).toThrow(RangeError);
      }),
    );
  });

  it("are refused when they are of another version, cut off or too long", () => {
    const sums = emptySums();
    sums.reached = 300;
    const bytes = packSums(sums);
    expect(() => unpackSums(bytes.with(0, 2))).toThrow(/version 2/);
    expect(() => unpackSums(bytes.slice(0, -1))).toThrow(RangeError);
    expect(() => unpackSums(Uint8Array.of(...bytes, 7))).toThrow(RangeError);
  });
});
