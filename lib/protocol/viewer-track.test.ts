import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { viewerSecond } from "#lib/analytics/viewer-second.ts";
import { HALDEN_RESPONSES } from "#lib/testing/expression-response.ts";
import { LAUGHING_SCORES, tenSamples } from "#lib/testing/samples.ts";
import { syntheticViewing } from "#lib/testing/synthetic-batches.ts";
import { anyViewerSecond } from "#lib/testing/viewer-seconds.ts";
import { packViewerSecond, VIEWER_SECOND_BYTES } from "./viewer-second.ts";
import { packViewerTrack, unpackViewerTrack, viewerTrackSeconds } from "./viewer-track.ts";

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

  it("of what ingest computes takes 23 bytes a second, and gives every byte of it back", () => {
    const { film } = syntheticViewing("track", 30_000, HALDEN_RESPONSES);
    const baseline = [300, 200, 200, 800, 7_900, 400, 200];
    const seconds = new Map(
      film.map((batch) => [
        batch.second,
        packViewerSecond(viewerSecond(batch.samples, batch.second, baseline)),
      ]),
    );
    const track = packViewerTrack(seconds);
    const count = Math.max(...seconds.keys()) + 1;
    expect(track).toHaveLength(15 + 23 * count);
    const plain = viewerTrackSeconds(track);
    for (const [second, values] of seconds) {
      expect(plain.subarray(second * VIEWER_SECOND_BYTES, (second + 1) * VIEWER_SECOND_BYTES)).toEqual(
        values,
      );
    }
  });

  it("that was stored plain is read as it is", () => {
    const values = packViewerSecond(
      viewerSecond(tenSamples(0, { scores: LAUGHING_SCORES }), 0, [0, 0, 0, 2_000, 8_000, 0, 0]),
    );
    expect(viewerTrackSeconds(values)).toBe(values);
    const gap = new Uint8Array(2 * VIEWER_SECOND_BYTES);
    gap.set(values, VIEWER_SECOND_BYTES);
    expect(unpackViewerTrack(gap)).toEqual([null, ...unpackViewerTrack(values)]);
  });

  it("is refused when it is cut off or made of something else", () => {
    expect(() => unpackViewerTrack(new Uint8Array(41))).toThrow(RangeError);
    expect(() => packViewerTrack(new Map([[0, new Uint8Array(3)]]))).toThrow(RangeError);
  });
});
