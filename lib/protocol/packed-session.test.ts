import fc from "fast-check";
import { expect, it } from "vitest";
import { batch, batchArb, sample } from "#lib/testing/batches.ts";
import { syntheticViewing } from "#lib/testing/synthetic-batches.ts";
import { decodeBatch, encodeBatch, plainBatch } from "./batch-codec.ts";
import { putForetold } from "./foretold-column.ts";
import { PackedSessionError, packSession, unpackSession } from "./packed-session.ts";
import { encodePlainBatch, PLAIN_VERSION, plainSampleBytes } from "./plain-batch.ts";
import { RangeEncoder } from "./range-coder.ts";
import { putStateColumns } from "./state-columns.ts";

const { calibration, film } = syntheticViewing("packed", 20_000, []);
const session = [...calibration, ...film].map(encodePlainBatch);
const VERSION_1 = fromHex("01000100030001007030000002002800000000000000fa00001a0000994c000003fc0133fe669901");
/** Three batches, and what they were packed to by each version. */
const STORED = [
  VERSION_1,
  fromHex(
    "020f0100040003007030000002002800010000000000fa00001a0000994c000003fc0133fe66990119ff42003c01001a0000984d000003" +
      "fb0133fe66990118ff85007f0101000000000000000000000000001c00ff18",
  ),
  fromHex("0200010005000000000000000300840300000000"),
];
const PACKED_1 =
  "010201010860000215000045a1e014bdd80899000023310000183822c623f61c611988100810a046922eb40404d0541fffedb4402a136a18" +
  "37fffb42aa84ffa6402682647fff98c000823315fffe3278001098d88e7500941633fffd8b047ec7fff8fd70718ffffc5c11989ffffe9804" +
  "a098affff1e3a08fdcffff1e34";
const PACKED_2 =
  "02fdfefefffefc3ffffff1fe17ffffafc0f8ffc1c41ff5fc97fffffd99bffffff0ff07f5fc19fb00fee67f666ff5ff7efffefdabfe36d49c" +
  "0ba703e3abbe100ba00b2dd2b10d1491c2b5d803fa82ea3ddfb677f6ea9ea484e7e415848cb7827bd85b0f06b95a6f96d6fe3ebd11d2a577" +
  "eae9395d0e5b151f87ad196f291000";

function fromHex(hex: string): Uint8Array {
  return Uint8Array.from(Buffer.from(hex, "hex"));
}

it("gives every batch of a session back, byte by byte, in two thirds of their packed size", () => {
  const packed = packSession(session);
  expect(unpackSession(packed)).toEqual(session);
  const onTheWire = [...calibration, ...film].reduce((sum, batch) => sum + encodeBatch(batch).length, 0);
  expect(packed.length).toBeLessThan(0.67 * onTheWire);
});

it("gives any batches back", () => {
  const anySession = fc.uniqueArray(batchArb, {
    maxLength: 12,
    selector: ({ segment, second }) => `${segment}/${second}`,
  });
  fc.assert(
    fc.property(anySession, (batches) => {
      const plain = batches
        .sort((a, b) => a.segment - b.segment || a.second - b.second)
        .map((batch) => encodePlainBatch(batch));
      expect(unpackSession(packSession(plain))).toEqual(plain);
    }),
  );
});

it("gives batches back whose clocks leap and whose counts are the largest", () => {
  const leap = (second: number, captureTimeMs: number, most: number) =>
    encodePlainBatch(
      batch({
        second,
        droppedFrames: most,
        stalledMs: most,
        samples: [sample({ captureTimeMs, mediaTimeMs: second * 1_000 })],
      }),
    );
  const leaping = [leap(0, 4_294_967_295, 65_535), leap(1, 0, 0), leap(1_799, 4_294_967_295, 65_535)];
  expect(unpackSession(packSession(leaping))).toEqual(leaping);
});

it("of either version is read as it was stored", () => {
  expect(unpackSession(fromHex(PACKED_1))).toEqual(STORED);
  expect(unpackSession(fromHex(PACKED_2))).toEqual(STORED);
  expect(Buffer.from(packSession(STORED)).toString("hex")).toBe(PACKED_2);
});

it("keeps batches of an older version, seconds that are missing and seconds that are empty", () => {
  const empty = encodePlainBatch({ ...film[7]!, samples: [], droppedFrames: 3, stalledMs: 900 });
  const mixed = [session[0]!, VERSION_1, session[6]!, session[9]!, empty];
  const expected = [...mixed].sort((a, b) => a[2]! - b[2]! || a[4]! - b[4]!);
  expect(unpackSession(packSession(mixed))).toEqual(expected);
});

it("holds nothing of a session without batches", () => {
  expect(unpackSession(packSession([]))).toEqual([]);
});

it("gives the same samples as the wire did", () => {
  const [wire] = film.map(encodeBatch);
  const [stored] = unpackSession(packSession([plainBatch(wire!)]));
  expect(decodeBatch(stored!)).toEqual(decodeBatch(wire!));
});

it("throws a PackedSessionError on anything else", () => {
  const packed = packSession(session);
  expect(() => unpackSession(packed.slice(0, -3))).toThrow(PackedSessionError);
  expect(() => unpackSession(new Uint8Array([...packed, 0]))).toThrow(PackedSessionError);
  expect(() => unpackSession(fromHex(PACKED_1).slice(0, -3))).toThrow(PackedSessionError);
  expect(() => unpackSession(fromHex(`${PACKED_1}00`))).toThrow(PackedSessionError);
  for (const bytes of [[], [2], [9, 0]]) {
    expect(() => unpackSession(Uint8Array.from(bytes))).toThrow(PackedSessionError);
  }
  const spoilt = fc.array(fc.tuple(fc.nat(packed.length - 1), fc.nat(255)), { minLength: 1, maxLength: 4 });
  fc.assert(
    fc.property(spoilt, (edits) => {
      const bytes = packed.slice();
      for (const [offset, value] of edits) bytes[offset] = value;
      try {
        unpackSession(bytes);
      } catch (error) {
        if (!(error instanceof PackedSessionError)) throw error;
      }
    }),
    { numRuns: 200 },
  );
});

it.each([
  ["a second", { header: [70_000, 0, 0, 0, 0, 0] }],
  ["a rate", { header: [0, 256, 0, 0, 0, 0] }],
  ["a negative flag", { header: [0, 0, 0, 0, 0, -1] }],
  ["a clock", { captureSteps: [2 ** 32, 0], lags: [2 ** 32, 2 ** 32] }],
  ["a time within the second", { captureSteps: [5, 65_536], lags: [5, 65_541] }],
  ["a time that runs back", { captureSteps: [5, -1] }],
  ["a time in the film", { lags: [-65_536, 0] }],
])("throws a PackedSessionError on %s that no batch can hold", (_, over) => {
  expect(unpackSession(twoSamples({}))).toHaveLength(1);
  expect(() => unpackSession(twoSamples(over))).toThrow(PackedSessionError);
});

interface TwoSamples {
  header?: number[];
  captureSteps?: number[];
  lags?: number[];
}

/** A session of one batch of two samples, as its columns say. */
function twoSamples({ header = [0, 0, 0, 0, 0, 0], captureSteps = [0, 0], lags = [0, 0] }: TwoSamples) {
  const encoder = new RangeEncoder();
  for (const group of [1, 1, PLAIN_VERSION]) encoder.putBits(group, 8);
  encoder.putBits(1, 16);
  for (const value of [...header, 2]) putForetold(encoder, [value]);
  putForetold(encoder, captureSteps);
  putForetold(encoder, lags);
  const sampleBytes = plainSampleBytes(PLAIN_VERSION);
  putStateColumns(encoder, { bytes: new Uint8Array(2 * sampleBytes), count: 2, sampleBytes });
  return Uint8Array.of(2, ...encoder.finish());
}
