import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { BitStreamError } from "./bit-stream.ts";
import { putForetold, takeForetold } from "./foretold-column.ts";
import { RangeDecoder, RangeEncoder } from "./range-coder.ts";

const anyValue = fc.oneof(
  fc.integer({ min: -3, max: 3 }),
  fc.integer({ min: -200, max: 200 }),
  fc.integer({ min: -(2 ** 40), max: 2 ** 40 }),
);
const anyColumns = fc.array(fc.array(anyValue, { maxLength: 300 }), { maxLength: 5 });

function packed(columns: readonly (readonly number[])[]): Uint8Array {
  const encoder = new RangeEncoder();
  for (const column of columns) putForetold(encoder, column);
  return encoder.finish();
}

function taken(bytes: Uint8Array, lengths: readonly number[]): number[][] {
  const decoder = new RangeDecoder(bytes, 0);
  const columns = lengths.map((length) => {
    const values = new Float64Array(length);
    takeForetold(decoder, length, values);
    return [...values];
  });
  expect(decoder.isAtEnd()).toBe(true);
  return columns;
}

describe("a foretold column", () => {
  it("gives back any values, also beside others", () => {
    fc.assert(
      fc.property(anyColumns, (columns) => {
        const lengths = columns.map(({ length }) => length);
        expect(taken(packed(columns), lengths)).toEqual(columns);
      }),
    );
  });

  it("costs next to nothing where all values are the same, or each is one more than the last", () => {
    const same = Array.from({ length: 900 }, () => 254);
    const seconds = Array.from({ length: 900 }, (_, i) => i);
    expect(packed([same]).length).toBeLessThan(9);
    expect(packed([seconds]).length).toBeLessThan(20);
  });

  it("is refused when it is cut off", () => {
    const bytes = packed([[5, -7, 900, 3, 3, 3, 12]]);
    for (let length = 0; length < bytes.length; length++) {
      expect(() => taken(bytes.subarray(0, length), [7])).toThrow(BitStreamError);
    }
  });
});
