import type { Estimate } from "#lib/protocol/timeline.ts";
import { percentileInterval } from "./bootstrap.ts";
import { reachingAlike, wilson95 } from "./wilson.ts";

/**
 * A headline with its percentile interval (bootstrap.ts). Of viewers who are all alike every draw is the same, and the
 * interval of a share would be certain that the next viewer is too: it reaches at least as far as Wilson's of as many
 * viewers of whom nobody has what is counted, and everybody. Null when no draw gave a value.
 */
export function headlineInterval(
  value: number,
  draws: Float64Array,
  { n, isShare }: { n: number; isShare: boolean },
): Estimate | null {
  const drawn = percentileInterval(value, draws);
  return drawn !== null && isShare ? reachingAlike(drawn, n) : drawn;
}

interface OfCut {
  value: number;
  n: number;
}

/**
 * How far headline b lies above a, with the percentile interval of the difference; of shares that are near 0 or 1 it
 * reaches at least as far as follows from the reach of both (Zou and Donner 2008, Statistics in Medicine 27, 1693-1702).
 */
export function headlineDifference(
  a: OfCut,
  b: OfCut,
  draws: Float64Array,
  isShare: boolean,
): Estimate | null {
  const value = b.value - a.value;
  const drawn = percentileInterval(value, draws);
  if (drawn === null || !isShare) return drawn;
  const down = Math.hypot(reachBelow(b), reachAbove(a));
  const up = Math.hypot(reachAbove(b), reachBelow(a));
  return { value, low: Math.min(drawn.low, value - down), high: Math.max(drawn.high, value + up) };
}

const reachBelow = ({ value, n }: OfCut) => Math.max(0, value - wilson95(n, n).low);
const reachAbove = ({ value, n }: OfCut) => Math.max(0, wilson95(0, n).high - value);
