import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { anyViewerSecond } from "#lib/testing/viewer-seconds.ts";
import { packViewerSecond } from "./viewer-second.ts";
import { packViewerTrack, unpackViewerTrack } from "./viewer-track.ts";

describe("a viewer track", () => {
  it("gives back each second at its place, and null where none arrived", () => {
    fc.assert(
      fc.property(fc.dictionary(fc.nat(40).map(String), anyViewerSecond), (bySecond) => {
        const seconds = new Map(Object.entries(bySecond).map(([second, value]) => [Number(second), value]));
        const packed = new Map([...seconds].map(([second, value]) => [second, packViewerSecond(value)]));
        const track = unpackViewerTrack(packViewerTrack(packed));
        expect(track).toHaveLength(Math.max(-1, ...seconds.keys()) + 1);
        for (const [second, value] of track.entries()) expect(value).toEqual(seconds.get(second) ?? null);
      }),
    );
  });

  it("is refused when it is cut off or made of something else", () => {
    expect(() => unpackViewerTrack(new Uint8Array(41))).toThrow(RangeError);
    expect(() => packViewerTrack(new Map([[0, new Uint8Array(3)]]))).toThrow(RangeError);
  });
});
