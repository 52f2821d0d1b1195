import fc from "fast-check";
import { expect, it } from "vitest";
import { syntheticViewing } from "#lib/testing/synthetic-batches.ts";
import { decodeBatch, encodeBatch, plainBatch } from "./batch-codec.ts";
import { PackedSessionError, packSession, unpackSession } from "./packed-session.ts";
import { encodePlainBatch } from "./plain-batch.ts";

const { calibration, film } = syntheticViewing("packed", 20_000, []);
const session = [...calibration, ...film].map(encodePlainBatch);
const VERSION_1 = Uint8Array.from(
  Buffer.from("01000100030001007030000002002800000000000000fa00001a0000994c000003fc0133fe669901", "hex"),
);

it("gives every batch of a session back, byte by byte, in a third of their packed size", () => {
  const packed = packSession(session);
  expect(unpackSession(packed)).toEqual(session);
  const onTheWire = [...calibration, ...film].reduce((sum, batch) => sum + encodeBatch(batch).length, 0);
  expect(packed.length).toBeLessThan(0.8 * onTheWire);
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
  expect(() => unpackSession(Uint8Array.of(9, 0))).toThrow(PackedSessionError);
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
