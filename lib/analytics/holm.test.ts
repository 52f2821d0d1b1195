import { expect, it } from "vitest";
import { holm } from "./holm.ts";

it("adjusts as Holm's procedure does, in the order given", () => {
  // Sorted 0.01, 0.02, 0.03, 0.04 times 4, 3, 2, 1, never falling.
  expect(holm([0.04, 0.01, 0.03, 0.02])).toEqual([0.06, 0.04, 0.06, 0.06]);
});

it("never passes 1, and nothing is nothing", () => {
  expect(holm([0.9, 0.5])).toEqual([1, 1]);
  expect(holm([])).toEqual([]);
});
