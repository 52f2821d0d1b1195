import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { expressionCrop } from "#lib/capture/face-crop.ts";

test("the crop's side is half of 1.231 widths and 1.103 heights, its centre 4.2% of the side above the box's", () => {
  // (1.231 * 100 + 1.103 * 120) / 2 = (123.1 + 132.36) / 2 = 127.73; 110 - 0.042 * 127.73 = 104.63534.
  const crop = expressionCrop({ left: 40, top: 50, right: 140, bottom: 170 });
  expect(crop.side).toBeCloseTo(127.73, 10);
  expect(crop.centreX).toBe(90);
  expect(crop.centreY).toBeCloseTo(104.63534, 10);
});

test("the crop grows and moves with the box", () => {
  const small = expressionCrop({ left: 0, top: 0, right: 1, bottom: 1 });
  const large = expressionCrop({ left: 10, top: 20, right: 40, bottom: 50 });
  expect(large.side).toBeCloseTo(30 * small.side);
  expect(large.centreX).toBeCloseTo(10 + 30 * small.centreX);
  expect(large.centreY).toBeCloseTo(20 + 30 * small.centreY);
});

test("training states the same rule", () => {
  const training = readFileSync(new URL("../../models/training/faces.py", import.meta.url), "utf8");
  expect(training).toContain("side = (1.231 * w + 1.103 * h) / 2");
  expect(training).toContain("(box[:, 1] + box[:, 3]) / 2 - 0.042 * side");
});
