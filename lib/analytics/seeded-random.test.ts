import { expect, test } from "vitest";
import { seededRandom } from "./seeded-random.ts";

const draw = (seed: string, count: number) => {
  const random = seededRandom(seed);
  return Array.from({ length: count }, () => random.uniform());
};

test("the same seed gives the same numbers, another seed others", () => {
  expect(draw("demo/viewer/1", 50)).toEqual(draw("demo/viewer/1", 50));
  expect(draw("demo/viewer/1", 5)).not.toEqual(draw("demo/viewer/2", 5));
});

test("uniform numbers stay in [0, 1) and fill it evenly", () => {
  const numbers = draw("evenness", 20_000);
  expect(Math.min(...numbers)).toBeGreaterThanOrEqual(0);
  expect(Math.max(...numbers)).toBeLessThan(1);
  const tenths = new Array<number>(10).fill(0);
  for (const x of numbers) tenths[Math.floor(x * 10)]! += 1;
  // Chi-square of ten bins, 9 degrees of freedom: 27.9 is its 0.999 quantile.
  const chiSquare = tenths.reduce((sum, count) => sum + (count - 2_000) ** 2 / 2_000, 0);
  expect(chiSquare).toBeLessThan(27.9);
});

test("normal numbers have mean 0, variance 1 and the tails of a normal", () => {
  const random = seededRandom("normality");
  const numbers = Array.from({ length: 20_000 }, () => random.normal());
  const mean = numbers.reduce((a, b) => a + b, 0) / numbers.length;
  const variance = numbers.reduce((a, b) => a + (b - mean) ** 2, 0) / numbers.length;
  expect(Math.abs(mean)).toBeLessThan(0.03);
  expect(Math.abs(variance - 1)).toBeLessThan(0.04);
  const beyondTwo = numbers.filter((x) => Math.abs(x) > 1.96).length / numbers.length;
  expect(Math.abs(beyondTwo - 0.05)).toBeLessThan(0.007);
});
