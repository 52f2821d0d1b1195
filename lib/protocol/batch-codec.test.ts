import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  BatchFormatError,
  batchCoordinates,
  decodeBatch,
  encodeBatch,
  MAX_BATCH_BYTES,
  PACKED_HEADER_BYTES,
  plainBatch,
} from "#lib/protocol/batch-codec.ts";
import { EXPRESSION_COUNT } from "#lib/protocol/expressions.ts";
import { CALIBRATION_SECONDS, MAX_SAMPLES_PER_BATCH, MAX_STIMULUS_SECONDS } from "#lib/protocol/limits.ts";
import { encodePlainBatch } from "#lib/protocol/plain-batch.ts";
import { type Batch, ENGINES, SAMPLE_STATES, type Sample } from "#lib/protocol/sample.ts";

const HAPPY = [0, 0, 0, 1, 0, 0, 0] as const;

function sample(over: Partial<Sample> = {}): Sample {
  return {
    captureTimeMs: 12_400,
    mediaTimeMs: 3_250,
    state: "face",
    scores: HAPPY,
    yawDeg: 3,
    pitchDeg: -4,
    rollDeg: 1,
    eyeClosure01: 0.2,
    attention01: 1,
    faceSize01: 0.4,
    brightness01: 0.6,
    faceCount: 1,
    mouthOpening01: 0.1,
    contrast01: 0.5,
    ...over,
  };
}

function batch(over: Partial<Batch> = {}): Batch {
  return {
    segment: 1,
    second: 3,
    engineId: 0,
    droppedFrames: 2,
    stalledMs: 40,
    samples: [sample()],
    ...over,
  };
}

function reasonOf(action: () => unknown): string {
  try {
    action();
  } catch (error) {
    if (error instanceof BatchFormatError) return error.reason;
    throw error;
  }
  return "no error";
}

const sampleArb = (second: number): fc.Arbitrary<Sample> =>
  fc
    .record({
      captureTimeMs: fc.integer({ min: 1_000_000, max: 1_065_535 }),
      mediaTimeMs: fc.integer({ min: second * 1000, max: second * 1000 + 999 }),
      state: fc.constantFrom(...SAMPLE_STATES),
      weights: fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 7, maxLength: 7 }),
      yawDeg: fc.integer({ min: -90, max: 90 }),
      pitchDeg: fc.integer({ min: -90, max: 90 }),
      rollDeg: fc.integer({ min: -127, max: 127 }),
      eyeClosure01: fc.double({ min: 0, max: 1, noNaN: true }),
      attention01: fc.constantFrom(null, 0, 1),
      faceSize01: fc.double({ min: 0, max: 1, noNaN: true }),
      brightness01: fc.double({ min: 0, max: 1, noNaN: true }),
      faceCount: fc.integer({ min: 0, max: 255 }),
      mouthOpening01: fc.option(fc.double({ min: 0, max: 1, noNaN: true })),
      contrast01: fc.option(fc.double({ min: 0, max: 1, noNaN: true })),
    })
    .map(({ weights, ...rest }) => {
      const padded = weights.map((weight) => weight + 1e-6);
      const sum = padded.reduce((a, b) => a + b, 0);
      return { ...rest, scores: rest.state === "noFace" ? null : padded.map((weight) => weight / sum) };
    });

const batchArb: fc.Arbitrary<Batch> = fc.integer({ min: 0, max: MAX_STIMULUS_SECONDS - 1 }).chain((second) =>
  fc.record(
    {
      segment: fc.integer({ min: 1, max: 20 }),
      second: fc.constant(second),
      engineId: fc.integer({ min: 0, max: ENGINES.length - 1 }),
      droppedFrames: fc.integer({ min: 0, max: 65_535 }),
      stalledMs: fc.integer({ min: 0, max: 65_535 }),
      targetRate: fc.integer({ min: 1, max: 60 }),
      trackBreak: fc.constant(true),
      samples: fc.array(sampleArb(second), { maxLength: 60 }).map(inOrder),
    },
    { requiredKeys: ["segment", "second", "engineId", "droppedFrames", "stalledMs", "samples"] },
  ),
);

function inOrder(samples: Sample[]): Sample[] {
  const captures = samples.map((each) => each.captureTimeMs).sort((a, b) => a - b);
  const medias = samples.map((each) => each.mediaTimeMs).sort((a, b) => a - b);
  return samples.map((each, i) => ({
    ...each,
    captureTimeMs: captures[i] ?? 0,
    mediaTimeMs: medias[i] ?? 0,
  }));
}

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

describe("malformed bytes", () => {
  const valid = encodePlainBatch(batch({ samples: [sample(), sample({ captureTimeMs: 12_466 })] }));
  const changed = (offset: number, ...values: number[]) => {
    const bytes = valid.slice();
    bytes.set(values, offset);
    return bytes;
  };
  test.each([
    ["too short for a header", valid.slice(0, 19), "length"],
    ["no bytes", new Uint8Array(0), "length"],
    ["a missing last byte", valid.slice(0, -1), "length"],
    ["a byte too many", new Uint8Array([...valid, 0]), "length"],
    ["an unknown version", changed(0, 4), "version"],
    ["an unknown flag", changed(16, 2), "reserved"],
    ["a reserved byte in use", changed(18, 1), "reserved"],
    ["a rate in version 1, which has none", changed(0, 1, 15), "reserved"],
    ["the length of another version", changed(0, 1), "length"],
    ["a segment beyond the limit", changed(2, 21), "segment"],
    ["a calibration second beyond the calibration", changed(2, 0, 0, CALIBRATION_SECONDS), "second"],
    ["a second beyond the longest stimulus", changed(4, 0x08, 0x07), "second"],
    ["an engine that nobody knows", changed(3, ENGINES.length), "engine"],
    ["more samples than a second may have", changed(6, MAX_SAMPLES_PER_BATCH + 1), "sampleCount"],
    ["a base that is not the first sample's time", changed(20, 1), "captureTime"],
    ["media times that fall", changed(44, 1, 0), "order"],
    ["a media time outside of its second", changed(22, 0xe8, 0x03), "mediaTime"],
    ["an unknown state", changed(24, SAMPLE_STATES.length), "state"],
    ["scores that do not sum to 255", changed(25, 1), "scores"],
    ["a face without scores", changed(28, 0), "scores"],
    ["a pose of -128", changed(32, 128), "pose"],
  ])("%s is refused with its reason", (_, bytes, reason) => {
    expect(reasonOf(() => decodeBatch(bytes))).toBe(reason);
  });

  test("give a BatchFormatError and never anything else, whatever the bytes", () => {
    const mutated = fc
      .array(fc.tuple(fc.nat(valid.length - 1), fc.integer({ min: 0, max: 255 })), { maxLength: 6 })
      .map((edits) => {
        const bytes = valid.slice();
        for (const [offset, value] of edits) bytes[offset] = value;
        return bytes;
      });
    const packed = fc.tuple(batchArb, fc.array(fc.tuple(fc.nat(2_000), fc.nat(255)), { maxLength: 6 }));
    const spoilt = packed.map(([before, edits]) => {
      const bytes = encodeBatch(before);
      for (const [offset, value] of edits) bytes[offset % bytes.length] = value;
      return bytes;
    });
    fc.assert(
      fc.property(fc.oneof(mutated, spoilt, fc.uint8Array({ maxLength: 120 })), (bytes) => {
        try {
          const decoded = decodeBatch(bytes);
          expect(decodeBatch(encodeBatch(decoded))).toEqual(decoded);
        } catch (error) {
          if (!(error instanceof BatchFormatError)) throw error;
        }
      }),
    );
  });

  test.each([[null], [undefined], ["bytes"], [{ length: 40 }], [[1, 2]]])("%o is not bytes", (value) => {
    expect(reasonOf(() => decodeBatch(value as unknown as Uint8Array))).toBe("notBytes");
  });
});

describe("a batch that cannot travel is refused with its reason", () => {
  test.each<[string, Batch, string]>([
    ["a segment of -1", batch({ segment: -1 }), "segment"],
    ["a fractional second", batch({ second: 1.5 }), "second"],
    ["an unknown engine", batch({ engineId: 99 }), "engine"],
    ["too many samples", batch({ samples: Array.from({ length: 241 }, () => sample()) }), "sampleCount"],
    ["a sample of another second", batch({ samples: [sample({ mediaTimeMs: 4_000 })] }), "mediaTime"],
    ["a negative capture time", batch({ samples: [sample({ captureTimeMs: -1 })] }), "captureTime"],
    [
      "a second that lasted longer than its clock can count",
      batch({ samples: [sample(), sample({ captureTimeMs: 12_400 + 65_536 })] }),
      "captureTime",
    ],
    ["samples out of order", batch({ samples: [sample(), sample({ captureTimeMs: 12_399 })] }), "order"],
    ["six scores", batch({ samples: [sample({ scores: [1, 0, 0, 0, 0, 0] })] }), "scores"],
    [
      "a score that is not a number",
      batch({ samples: [sample({ scores: [Number.NaN, 0, 0, 1, 0, 0, 0] })] }),
      "scores",
    ],
    ["a face without scores", batch({ samples: [sample({ scores: null })] }), "scores"],
    ["a pose that is not a number", batch({ samples: [sample({ yawDeg: Number.NaN })] }), "pose"],
    ["a fraction above 1", batch({ samples: [sample({ faceSize01: 1.2 })] }), "fraction"],
    ["an unknown number of faces", batch({ samples: [sample({ faceCount: Number.NaN })] }), "faceCount"],
  ])("%s", (_, value, reason) => {
    expect(reasonOf(() => encodeBatch(value))).toBe(reason);
  });
});
