import { expect, test } from "vitest";
import { meanLuma } from "#lib/capture/frame-reader.ts";
import { captureTime } from "#lib/capture/frame-source.ts";

test("a frame's own capture time is used when it is on the page's clock", () => {
  expect(captureTime(10_000, 10_080)).toBe(10_000);
});

test.each([
  ["there is none", undefined],
  ["it lies in the future", 20_000],
  ["it is of another clock", 33],
  ["it is no number", Number.NaN],
])("the time of arrival is used when %s", (_, captureMs) => {
  expect(captureTime(captureMs, 10_080)).toBe(10_080);
});

test("brightness is luma: green counts most, and white is 1", () => {
  const pixels = (r: number, g: number, b: number) => Array.from({ length: 64 }, () => [r, g, b, 255]).flat();
  expect(meanLuma(pixels(255, 255, 255))).toBeCloseTo(1);
  expect(meanLuma(pixels(0, 255, 0))).toBeCloseTo(0.587);
  expect(meanLuma(pixels(0, 0, 0))).toBe(0);
});
