import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { BatchFormatError, decodeBatch, encodeBatch } from "#lib/protocol/batch-codec.ts";
import { CALIBRATION_SECONDS, MAX_SAMPLES_PER_BATCH } from "#lib/protocol/limits.ts";
import { encodePlainBatch } from "#lib/protocol/plain-batch.ts";
import { type Batch, ENGINES, SAMPLE_STATES } from "#lib/protocol/sample.ts";
import { batch, batchArb, reasonOf, sample } from "#lib/testing/batches.ts";

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
