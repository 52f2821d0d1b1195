import type { Estimate } from "#lib/protocol/timeline.ts";
import { wilson95 } from "./wilson.ts";

interface Share {
  count: number;
  n: number;
}

/**
 * Difference b - a of the shares of two groups, with the 95% interval that follows from Wilson's of each; at least one
 * viewer each.
 *
 * low = d - sqrt((pB - lB)^2 + (uA - pA)^2), high = d + sqrt((uB - pB)^2 + (pA - lA)^2)
 *
 * Source: Newcombe 1998, "Interval estimation for the difference between independent proportions: comparison of eleven
 * methods", Statistics in Medicine 17, 873-890, method 10.
 */
export function shareDifference95(a: Share, b: Share): Estimate {
  return differenceOfShares(wilson95(a.count, a.n), wilson95(b.count, b.n), 0);
}

/**
 * As `shareDifference95` where the same viewers are in both groups: how many reacted to both, to one, to neither. What
 * their answers have in common, phi, narrows the interval.
 *
 * Source: Newcombe 1998, "Improved confidence intervals for the difference between binomial proportions based on paired
 * data", Statistics in Medicine 17, 2635-2650, method 10.
 */
export function pairedShareDifference95(of: {
  both: number;
  onlyA: number;
  onlyB: number;
  neither: number;
}): Estimate {
  const { both, onlyA, onlyB, neither } = of;
  const n = both + onlyA + onlyB + neither;
  const product = (both + onlyA) * (onlyB + neither) * (both + onlyB) * (onlyA + neither);
  const excess = both * neither - onlyA * onlyB;
  const corrected = excess > 0 ? Math.max(0, excess - n / 2) : excess;
  const phi = product === 0 ? 0 : corrected / Math.sqrt(product);
  return differenceOfShares(wilson95(both + onlyA, n), wilson95(both + onlyB, n), phi);
}

/**
 * Difference b - a of any two estimates with the interval that follows from their own; `correlation` of them, 0 between
 * viewers. It stays within -1..1 when they stay within 0..1.
 *
 * Source: Zou and Donner 2008, "Construction of confidence limits about effect measures: a general approach",
 * Statistics in Medicine 27, 1693-1702, of which Newcombe's are a case.
 */
export function differenceOfShares(a: Estimate, b: Estimate, correlation: number): Estimate {
  const value = b.value - a.value;
  const reach = (x: number, y: number) => Math.sqrt(Math.max(0, x * x - 2 * correlation * x * y + y * y));
  return {
    value,
    low: value - reach(b.value - b.low, a.high - a.value),
    high: value + reach(b.high - b.value, a.value - a.low),
  };
}
