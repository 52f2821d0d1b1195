import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { viewerSecond } from "#lib/analytics/viewer-second.ts";
import { HALDEN_RESPONSES } from "#lib/testing/expression-response.ts";
import { syntheticViewing } from "#lib/testing/synthetic-batches.ts";
import { anyViewerSecond } from "#lib/testing/viewer-seconds.ts";
import { TRACK_COLUMNS } from "./track-columns.ts";
import {
  packViewerSecond,
  VIEWER_SECOND_BYTES,
  VIEWER_SECOND_WORDS,
  type ViewerSecond,
} from "./viewer-second.ts";
import {
  packViewerTrack,
  readViewerTrack,
  unpackViewerTrack,
  viewerTrackLength,
  viewerTrackSeconds,
} from "./viewer-track.ts";

const BASELINE = [300, 200, 200, 800, 7_900, 400, 200];
const FIRST = {
  raw: [282, 286, 96, 394, 8_378, 526, 37],
  valence: -443,
  expressiveness: 34,
  attention: 10_000,
};
const LAST = {
  raw: [767, 171, 209, 2_568, 5_900, 327, 57],
  valence: 1_801,
  expressiveness: 2_531,
  attention: 9_244,
};
const LOST: ViewerSecond = {
  coverage: 2_000,
  loss: "noFace",
  raw: null,
  corrected: null,
  valence: null,
  expressiveness: null,
  attention: 0,
  interest: 0,
};
const STORED = new Map([
  [0, packViewerSecond(scored(FIRST))],
  [1, packViewerSecond(LOST)],
  [3, packViewerSecond(scored(LAST))],
]);
/** The same as it was stored. */
const NARROW = fromHex(
  "022c01c800c8002003dc1e9001c8009fff4826102745fe22001a011e0160008a01ba200e02ff9401d0070000000000000000000000000000" +
    "00000000f000000000000000000000000000000000000000000000009fff48261c240907e309ff02ab00d100080a0c174701ff",
);
const COLUMNS = fromHex(
  "0304002c01c800c8002003dc1e9001c8004000027e50027d00001fe00fe6c1f4004c908000e00004e2000048389008d003ca70055f300700" +
    "3000e2c00c500043f302e1935c000800a3e38001fffe97f648026e67fffc60000000",
);

const share = fc.integer({ min: 0, max: 10_000 });
/** A track as ingest could store it, of one baseline and any scores. */
const anyTrack = fc
  .record({
    baseline: fc.array(share, { minLength: 7, maxLength: 7 }),
    seconds: fc.dictionary(fc.nat(40).map(String), anyViewerSecond, { minKeys: 1 }),
  })
  .map(({ baseline, seconds }) => {
    const own = ([at, second]: [string, ViewerSecond]) => {
      const { raw, corrected, attention, expressiveness, interest } = second;
      const both = attention !== null && expressiveness !== null;
      const packed = packViewerSecond({
        ...second,
        corrected: raw && corrected && raw.map((score, i) => score - baseline[i]!),
        interest: both && interest !== null ? Math.round((attention * expressiveness) / 10_000) : null,
      });
      return [Number(at), packed] as const;
    };
    return new Map(Object.entries(seconds).map(own));
  });

function scored({ raw, valence, expressiveness, attention }: typeof FIRST): ViewerSecond {
  return {
    coverage: 9_800,
    loss: null,
    raw,
    corrected: raw.map((score, i) => score - BASELINE[i]!),
    valence,
    expressiveness,
    attention,
    interest: Math.round((attention * expressiveness) / 10_000),
  };
}

function fromHex(hex: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(Buffer.from(hex, "hex"));
}

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

  it("of what ingest computes takes less than 13 bytes a second, and gives every byte of it back", () => {
    const { film } = syntheticViewing("track", 30_000, HALDEN_RESPONSES);
    const seconds = new Map(
      film.map((batch) => [
        batch.second,
        packViewerSecond(viewerSecond(batch.samples, batch.second, BASELINE)),
      ]),
    );
    const track = packViewerTrack(seconds);
    expect(viewerTrackLength(track)).toBe(Math.max(...seconds.keys()) + 1);
    expect(track.length).toBeLessThan(13 * viewerTrackLength(track));
    const plain = viewerTrackSeconds(track);
    for (const [second, values] of seconds) {
      expect(plain.subarray(second * VIEWER_SECOND_BYTES, (second + 1) * VIEWER_SECOND_BYTES)).toEqual(
        values,
      );
    }
  });

  it("is in columns whatever the scores are, and gives every byte back", () => {
    fc.assert(
      fc.property(anyTrack, (track) => {
        const packed = packViewerTrack(track);
        expect(packed[0]).toBe(TRACK_COLUMNS);
        expect(viewerTrackSeconds(packed)).toEqual(plainBytes(track));
      }),
    );
  });

  it("gives every byte back of seconds that nobody computes", () => {
    const anySecond = fc
      .array(fc.nat(255), { minLength: VIEWER_SECOND_BYTES - 1, maxLength: VIEWER_SECOND_BYTES - 1 })
      .map((rest) => Uint8Array.of(1, ...rest));
    fc.assert(
      fc.property(fc.array(anySecond, { maxLength: 4 }), (seconds) => {
        const track = new Map(seconds.entries());
        expect(viewerTrackSeconds(packViewerTrack(track))).toEqual(plainBytes(track));
      }),
    );
  });

  it("is unpacked among others at its own place", () => {
    const packed = packViewerTrack(STORED);
    const words = new Int16Array(6 * VIEWER_SECOND_WORDS.length);
    readViewerTrack(packed, words, VIEWER_SECOND_WORDS.length);
    const bytes = new Uint8Array(words.buffer);
    expect(bytes.subarray(VIEWER_SECOND_BYTES, 5 * VIEWER_SECOND_BYTES)).toEqual(plainBytes(STORED));
    expect(bytes.subarray(0, VIEWER_SECOND_BYTES)).toEqual(new Uint8Array(VIEWER_SECOND_BYTES));
    expect(bytes.subarray(5 * VIEWER_SECOND_BYTES)).toEqual(new Uint8Array(VIEWER_SECOND_BYTES));
  });

  it("that was stored plain, narrow or in columns is read as it was", () => {
    const plain = plainBytes(STORED);
    for (const track of [plain, NARROW, COLUMNS]) expect(viewerTrackSeconds(track)).toEqual(plain);
    expect(packViewerTrack(STORED)).toEqual(COLUMNS);
    expect(unpackViewerTrack(NARROW)).toEqual([scored(FIRST), LOST, null, scored(LAST)]);
  });

  it("is refused when a second's flags are there and the second is not, or more than flags", () => {
    const track = packViewerTrack(new Map([[0, packViewerSecond(LOST)]]));
    // After the header of 17 bytes 22 bits of the first column; its bits 13 to 6 are a byte: 7 says that a second is there.
    for (const bit of [7, 8]) {
      const spoilt = track.with(18, track[18]! ^ (1 << (bit - 6)));
      expect(() => viewerTrackSeconds(spoilt)).toThrow(RangeError);
    }
  });

  it("is refused when it is cut off or made of something else", () => {
    expect(() => unpackViewerTrack(new Uint8Array(41))).toThrow(RangeError);
    expect(() => packViewerTrack(new Map([[0, new Uint8Array(3)]]))).toThrow(RangeError);
    for (const track of [NARROW, COLUMNS]) {
      for (let length = 1; length < track.length; length++) {
        if (track === NARROW && (length - 15) % 23 === 0) continue;
        expect(() => viewerTrackSeconds(track.subarray(0, length))).toThrow(RangeError);
      }
      expect(() => viewerTrackSeconds(Uint8Array.of(...track, 0))).toThrow(RangeError);
    }
    const spoilt = fc.array(fc.tuple(fc.nat(COLUMNS.length - 2), fc.nat(255)), {
      minLength: 1,
      maxLength: 4,
    });
    fc.assert(
      fc.property(spoilt, (edits) => {
        const bytes = COLUMNS.slice();
        for (const [offset, value] of edits) bytes[offset + 1] = value;
        try {
          viewerTrackSeconds(bytes);
        } catch (error) {
          if (!(error instanceof RangeError)) throw error;
        }
      }),
    );
  });
});

function plainBytes(seconds: ReadonlyMap<number, Uint8Array>): Uint8Array {
  const bytes = new Uint8Array((Math.max(-1, ...seconds.keys()) + 1) * VIEWER_SECOND_BYTES);
  for (const [second, values] of seconds) bytes.set(values, second * VIEWER_SECOND_BYTES);
  return bytes;
}
