import { expect, it } from "vitest";
import { spanRows } from "./span-rows.ts";

const span = (startMs: number, endMs: number) => ({ startMs, endMs });

it("puts spans that overlap into different rows, and others into the first that is free", () => {
  expect(spanRows([span(0, 5), span(5, 9), span(9, 12)])).toEqual({ rows: [0, 0, 0], count: 1 });
  expect(spanRows([span(4, 9), span(0, 5), span(9, 12), span(8, 10)])).toEqual({
    rows: [1, 0, 1, 0],
    count: 2,
  });
  expect(spanRows([])).toEqual({ rows: [], count: 0 });
});
