import { expect, it } from "vitest";
import { numberWords } from "./number-words.ts";
import { nRange } from "./segment-curve.ts";
import type { Curve } from "./series.ts";

const curveOf = (...ns: number[]): Curve =>
  ns.map((n, second) => ({ atSeconds: second + 0.5, second, value: 0.4, band: null, n, alone: false }));

it("tells how many viewers a curve rests on, as the reader writes numbers", () => {
  const german = numberWords("de-DE");
  expect(nRange(curveOf(44, 40, 42), german)).toBe("n = 40 to 44");
  expect(nRange(curveOf(1_040, 1_040), german)).toBe("n = 1.040");
  expect(nRange(curveOf(1_040, 1_040), numberWords("en-US"))).toBe("n = 1,040");
  expect(nRange([], german)).toBe("n = 0");
});
