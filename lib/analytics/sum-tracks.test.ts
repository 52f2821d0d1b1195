import fc from "fast-check";
import { expect, it } from "vitest";
import { packViewerSecond } from "#lib/protocol/viewer-second.ts";
import { packViewerTrack } from "#lib/protocol/viewer-track.ts";
import { anyViewerSecond } from "#lib/testing/viewer-seconds.ts";
import { addViewerSecond, emptySums } from "./audience-sums.ts";
import { sumTracks } from "./sum-tracks.ts";

const SECONDS = 4;

it("gives the same sums as counting each viewer-second, and leaves out what lies beyond the film", () => {
  const viewer = fc.dictionary(fc.nat(SECONDS).map(String), anyViewerSecond);
  fc.assert(
    fc.property(fc.array(viewer, { maxLength: 5 }), (viewers) => {
      const expected = Array.from({ length: SECONDS }, emptySums);
      const tracks = sumTracks(SECONDS);
      for (const bySecond of viewers) {
        const packed = new Map<number, Uint8Array>();
        for (const [second, value] of Object.entries(bySecond)) {
          packed.set(Number(second), packViewerSecond(value));
          const target = expected[Number(second)];
          if (target) addViewerSecond(target, value);
        }
        tracks.add(packViewerTrack(packed));
      }
      expect(tracks.sums()).toEqual(expected);
    }),
  );
});
