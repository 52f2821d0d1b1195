import { expect, test } from "vitest";
import { foldedGrey, mirror, rgb01 } from "#lib/capture/crop-pixels.ts";

test("RGB is the bytes over 255, without alpha", () => {
  const out = rgb01([255, 0, 51, 255, 0, 102, 255, 0], new Float32Array(6));
  expect(Array.from(out, (value) => Math.round(value * 1000) / 1000)).toEqual([1, 0, 0.2, 0, 0.4, 1]);
});

test("grey is Rec. 601 luma of 0..255", () => {
  const pixels = [255, 255, 255, 255, 255, 0, 0, 255, 0, 255, 0, 255, 0, 0, 255, 255];
  const out = Array.from(foldedGrey(pixels, 1, new Float32Array(4)));
  for (const [i, luma] of [255, 0.299 * 255, 0.587 * 255, 0.114 * 255].entries()) {
    expect(out[i]).toBeCloseTo(luma, 3);
  }
});

test("a large face is averaged down, never picked from", () => {
  const grey = [10, 30, 0, 0, 50, 70, 0, 255, 4, 4, 200, 0, 4, 4, 0, 0];
  const pixels = grey.flatMap((value) => [value, value, value, 255]);
  const out = Array.from(foldedGrey(pixels, 2, new Float32Array(4)));
  for (const [i, mean] of [40, 63.75, 4, 50].entries()) expect(out[i]).toBeCloseTo(mean, 3);
});

test("a mirrored picture has each row the other way round", () => {
  const picture = Float32Array.from([1, 2, 3, 4, 5, 6, 7, 8, 9]);
  expect(Array.from(mirror(picture, new Float32Array(9)))).toEqual([3, 2, 1, 6, 5, 4, 9, 8, 7]);
});
