import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  batchCoordinates,
  decodeBatch,
  encodeBatch,
  MAX_BATCH_BYTES,
  PACKED_HEADER_BYTES,
  plainBatch,
} from "#lib/protocol/batch-codec.ts";
import { EXPRESSION_COUNT } from "#lib/protocol/expressions.ts";
import { MAX_SAMPLES_PER_BATCH } from "#lib/protocol/limits.ts";
import { encodePlainBatch } from "#lib/protocol/plain-batch.ts";
import { batch, batchArb, reasonOf, sample } from "#lib/testing/batches.ts";

describe("the plain bytes of a batch", () => {
  test("are those of the layout, field by field", () => {
    const samples = [sample({ scores: [0.1, 0, 0, 0.6, 0.3, 0, 0], contrast01: null })];
    const bytes = encodePlainBatch(batch({ targetRate: 15, trackBreak: true, samples }));
    expect(plainBatch(bytes)).toBe(bytes);
    const hex = Buffer.from(bytes).toString("hex");
    expect(hex).toBe(
      [
        "02 0f 01 00 0300 0100 70300000 0200 2800 01000000",
        "0000 fa00 00 1a 00 00 99 4c 00 00 03 fc 01 33 fe 66 99 01 19 ff",
      ]
        .join("")
        .replaceAll(" ", ""),
    );
  });

  test("of an empty second are the header alone", () => {
    const bytes = encodePlainBatch(batch({ samples: [], droppedFrames: 0, stalledMs: 0 }));
    expect(Buffer.from(bytes).toString("hex")).toBe("0200010003000000000000000000000000000000");
    expect(decodeBatch(bytes).samples).toEqual([]);
  });

  test("of version 1 are still read: without mouth and contrast", () => {
    const hex = "01000100030001007030000002002800000000000000fa00001a0000994c000003fc0133fe669901";
    const { samples, ...header } = decodeBatch(Uint8Array.from(Buffer.from(hex, "hex")));
    expect(header).toEqual({ segment: 1, second: 3, engineId: 0, droppedFrames: 2, stalledMs: 40 });
    expect(samples).toHaveLength(1);
    expect(samples[0]).toMatchObject({ faceCount: 1, yawDeg: 3, mouthOpening01: null, contrast01: null });
  });

  test("survive being a slice of a larger buffer", () => {
    const bytes = encodeBatch(batch());
    const larger = new Uint8Array(bytes.length + 9);
    larger.set(bytes, 5);
    expect(decodeBatch(larger.subarray(5, 5 + bytes.length))).toEqual(decodeBatch(bytes));
  });
});

describe("the packed bytes of a batch", () => {
  test("are the plain header without its reserved bytes, and a column at a time", () => {
    const samples = [0, 1, 2].map((i) =>
      sample({ captureTimeMs: 12_400 + 66 * i, mediaTimeMs: 3_250 + 66 * i, rollDeg: 1 + (i % 2) }),
    );
    const bytes = encodeBatch(batch({ targetRate: 15, samples }));
    expect(Buffer.from(bytes.subarray(0, PACKED_HEADER_BYTES)).toString("hex")).toBe(
      "030f010003000300703000000200280000",
    );
    expect(Buffer.from(bytes.subarray(PACKED_HEADER_BYTES)).toString("hex")).toBe(
      "30423f1820000011fb80000c1e0168b188fd87184662044c47dc",
    );
    expect(Buffer.from(plainBatch(bytes))).toEqual(
      Buffer.from(encodePlainBatch(batch({ targetRate: 15, samples }))),
    );
  });

  test("hold exactly the plain ones, whatever the batch", () => {
    fc.assert(
      fc.property(batchArb, (before) => {
        const packed = encodeBatch(before);
        expect(packed.length).toBeLessThanOrEqual(MAX_BATCH_BYTES);
        expect(Buffer.from(plainBatch(packed))).toEqual(Buffer.from(encodePlainBatch(before)));
        expect(batchCoordinates(packed)).toEqual({ segment: before.segment, second: before.second });
      }),
    );
  });

  test("of an empty second are the header alone", () => {
    const bytes = encodeBatch(batch({ samples: [] }));
    expect(bytes).toHaveLength(PACKED_HEADER_BYTES);
    expect(decodeBatch(bytes).samples).toEqual([]);
  });

  const packed = encodeBatch(batch({ samples: [sample(), sample({ captureTimeMs: 12_466, yawDeg: 9 })] }));
  test.each([
    ["that end early", packed.slice(0, -1), "packing"],
    ["with a byte too many", new Uint8Array([...packed, 0]), "length"],
    ["with a bit too many", packed.with(-1, packed.at(-1)! | 1), "length"],
    ["too short for a header", packed.slice(0, PACKED_HEADER_BYTES - 1), "length"],
    ["of more samples than a second may have", packed.with(6, MAX_SAMPLES_PER_BATCH + 1), "sampleCount"],
    ["larger than any batch", new Uint8Array(MAX_BATCH_BYTES + 1).fill(255).with(0, 3), "length"],
    [
      "that hold a number without an end",
      new Uint8Array(200).fill(255).with(0, 3).with(6, 9).with(7, 0),
      "packing",
    ],
  ])("%s are refused with their reason", (_, bytes, reason) => {
    expect(reasonOf(() => decodeBatch(bytes))).toBe(reason);
  });

  test("too short to say where they belong have no coordinates", () => {
    expect(batchCoordinates(packed.slice(0, 5))).toBeNull();
  });
});

describe("a round trip", () => {
  test("returns coordinates, times, states and counts exactly, scores within 1/255", () => {
    fc.assert(
      fc.property(batchArb, (before) => {
        const after = decodeBatch(encodeBatch(before));
        expect({ ...after, samples: [] }).toEqual({ ...before, samples: [] });
        expect(after.samples).toHaveLength(before.samples.length);
        after.samples.forEach((got, i) => {
          const sent = before.samples[i];
          if (!sent) throw new Error("a sample appeared");
          for (const key of [
            "captureTimeMs",
            "mediaTimeMs",
            "state",
            "yawDeg",
            "pitchDeg",
            "rollDeg",
            "attention01",
            "faceCount",
          ] as const) {
            expect(got[key]).toBe(sent[key]);
          }
          for (const key of ["eyeClosure01", "faceSize01", "brightness01"] as const) {
            expect(Math.abs(got[key] - sent[key])).toBeLessThanOrEqual(0.5 / 255 + 1e-9);
          }
          for (const key of ["mouthOpening01", "contrast01"] as const) {
            expect(got[key] === null).toBe(sent[key] === null);
            expect(Math.abs((got[key] ?? 0) - (sent[key] ?? 0))).toBeLessThanOrEqual(0.5 / 254 + 1e-9);
          }
          expect(got.scores === null).toBe(sent.scores === null);
          got.scores?.forEach((score, k) => {
            expect(Math.abs(score - (sent.scores?.[k] ?? Number.NaN))).toBeLessThan(1 / 255);
          });
        });
      }),
    );
  });

  test("is exact from the second time on, and scores sum to 255 units", () => {
    fc.assert(
      fc.property(batchArb, (before) => {
        const bytes = encodeBatch(before);
        const decoded = decodeBatch(bytes);
        expect(encodeBatch(decoded)).toEqual(bytes);
        for (const { scores } of decoded.samples) {
          if (scores === null) continue;
          expect(scores).toHaveLength(EXPRESSION_COUNT);
          expect(scores.reduce((a, b) => a + Math.round(b * 255), 0)).toBe(255);
        }
      }),
    );
  });

  test("rounds a media time down, so that it never leaves its second", () => {
    const bytes = encodeBatch(batch({ samples: [sample({ mediaTimeMs: 3_999.9 })] }));
    expect(decodeBatch(bytes).samples[0]?.mediaTimeMs).toBe(3_999);
  });

  test("keeps 'cannot be told' apart from an attention of 0", () => {
    const samples = [sample({ attention01: null }), sample({ attention01: 0 })];
    expect(decodeBatch(encodeBatch(batch({ samples }))).samples.map((each) => each.attention01)).toEqual([
      null,
      0,
    ]);
  });

  test("clips what a field cannot hold", () => {
    const decoded = decodeBatch(
      encodeBatch(
        batch({ stalledMs: 1e6, droppedFrames: 1e6, samples: [sample({ rollDeg: 170, faceCount: 400 })] }),
      ),
    );
    expect(decoded.stalledMs).toBe(65_535);
    expect(decoded.droppedFrames).toBe(65_535);
    expect(decoded.samples[0]?.rollDeg).toBe(127);
    expect(decoded.samples[0]?.faceCount).toBe(255);
  });
});
