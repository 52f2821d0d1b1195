import fc from "fast-check";
import { expect, it } from "vitest";
import { firstRowsSum, putRow, type ReadRow, subsetBytes, subsetSums } from "./subset-sums.ts";

const table = fc
  .record({ rows: fc.integer({ min: 1, max: 70 }), columns: fc.integer({ min: 1, max: 150 }) })
  .chain(({ rows, columns }) =>
    fc.record({
      values: fc.array(
        fc.array(fc.integer({ min: -1e8, max: 1e8 }), { minLength: columns, maxLength: columns }),
        {
          minLength: rows,
          maxLength: rows,
        },
      ),
      subsets: fc.array(fc.subarray(Array.from({ length: rows }, (_, row) => row)), {
        minLength: 1,
        maxLength: 9,
      }),
    }),
  );

it("sums of subsets are what adding their rows one by one gives, exactly", () => {
  fc.assert(
    fc.property(table, ({ values, subsets }) => {
      const columns = values[0]!.length;
      const read: ReadRow = (row, from, to, into, at) => {
        for (let column = from; column < to; column++) into[at + column - from] = values[row]![column]!;
      };
      const bytes = subsetBytes(values.length);
      const members = new Uint8Array(bytes * subsets.length);
      for (const [i, rows] of subsets.entries()) for (const row of rows) putRow(members, i * bytes, row);
      const expected = subsets.flatMap((rows) =>
        values[0]!.map((_, column) => rows.reduce((sum, row) => sum + values[row]![column]!, 0)),
      );
      expect(Array.from(subsetSums(values.length, columns, members, subsets.length, read))).toEqual(expected);
      const all = values[0]!.map((_, column) => values.reduce((sum, row) => sum + row[column]!, 0));
      expect(Array.from(firstRowsSum(values.length, columns, read))).toEqual(all);
    }),
    { numRuns: 60 },
  );
});
