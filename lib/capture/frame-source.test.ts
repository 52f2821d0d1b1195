import { expect, test } from "vitest";
import { lightOf } from "#lib/capture/frame-light.ts";
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
  expect(lightOf(pixels(255, 255, 255)).brightness01).toBeCloseTo(1);
  expect(lightOf(pixels(0, 255, 0)).brightness01).toBeCloseTo(0.587);
  expect(lightOf(pixels(0, 0, 0)).brightness01).toBe(0);
});

test("contrast is 0 on an even wall and 1 on black and white", () => {
  const pixel = (value: number) => [value, value, value, 255];
  const stripes = Array.from({ length: 64 }, (_, i) => pixel(i % 16 < 8 ? 0 : 255)).flat();
  expect(lightOf(Array.from({ length: 64 }, () => pixel(90)).flat()).contrast01).toBeCloseTo(0);
  expect(lightOf(stripes).contrast01).toBeCloseTo(1);
});
