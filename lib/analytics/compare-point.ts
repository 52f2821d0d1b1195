import type { ComparedPoint } from "#lib/protocol/comparison.ts";
import { MIN_AUDIENCE, SCALE } from "#lib/protocol/limits.ts";
import type { Estimate } from "#lib/protocol/timeline.ts";
import { meanShare95 } from "./mean-share.ts";
import { differenceOfShares, pairedShareDifference95, shareDifference95 } from "./share-difference.ts";
import { meanT95 } from "./student-t.ts";
import { MISSING } from "./track-page.ts";
import { welchT95 } from "./welch.ts";
import { wilson95 } from "./wilson.ts";

type Rows = readonly Int16Array[];
/** A viewer's values of cut a and of cut b. */
type Pair = readonly [a: number, b: number];

export interface PointReading {
  /** within: the same viewer in the same place of both cuts' rows. */
  design: "between" | "within";
  /** What a viewer's value is: a score, SCALE of who reacts and else 0, or in which share of the seconds they react. */
  values: "score" | "yesOrNo" | "share";
}

/** Viewers' values at one point, added up. */
interface Powers {
  n: number;
  sum: number;
  sumSquares: number;
}

/** How a point's numbers are told: each cut's, and their difference b - a between or within viewers. */
interface Statistic {
  estimate: (powers: Powers) => Estimate;
  between: (a: Powers, b: Powers) => Estimate;
  within: (pairs: readonly Pair[]) => Estimate;
}

const STATISTICS: Readonly<Record<PointReading["values"], Statistic>> = {
  score: {
    estimate: meanOf,
    between: welchT95,
    within: (pairs) => meanOf(powersOf(pairs.map(([a, b]) => b - a))),
  },
  yesOrNo: {
    estimate: shareOf,
    between: (a, b) => shareDifference95(countOf(a), countOf(b)),
    within: pairedReactions,
  },
  share: {
    estimate: meanShareOf,
    between: (a, b) => differenceOfShares(meanShareOf(a), meanShareOf(b), 0),
    within: pairedShares,
  },
};

/**
 * One point of both cuts, from a row of values in 1/10,000 a viewer. Means with Student's t, their difference with
 * Welch's or, within viewers, the paired t; shares of viewers with Wilson's interval, their difference with Newcombe's;
 * means of viewers' own shares as `meanShare95`. Null below MIN_AUDIENCE.
 */
export function comparePoint(rowsA: Rows, rowsB: Rows, cell: number, reading: PointReading): ComparedPoint {
  const a = powersOf(rowsA.map((row) => row[cell]!));
  const b = powersOf(rowsB.map((row) => row[cell]!));
  const { estimate, between, within } = STATISTICS[reading.values];
  const differ = () => {
    if (reading.design === "between") return Math.min(a.n, b.n) < MIN_AUDIENCE ? null : between(a, b);
    const pairs = pairsOf(rowsA, rowsB, cell);
    return pairs.length < MIN_AUDIENCE ? null : within(pairs);
  };
  return {
    nA: a.n,
    nB: b.n,
    a: a.n < MIN_AUDIENCE ? null : estimate(a),
    b: b.n < MIN_AUDIENCE ? null : estimate(b),
    difference: differ(),
  };
}

/** Of the viewers who have a value in both. */
function pairsOf(rowsA: Rows, rowsB: Rows, cell: number): Pair[] {
  return rowsA.flatMap((row, i): Pair[] => {
    const [a, b] = [row[cell]!, rowsB[i]![cell]!];
    return a === MISSING || b === MISSING ? [] : [[a, b]];
  });
}

function pairedReactions(pairs: readonly Pair[]): Estimate {
  const count = (reactsA: boolean, reactsB: boolean) =>
    pairs.filter(([a, b]) => a > 0 === reactsA && b > 0 === reactsB).length;
  return pairedShareDifference95({
    both: count(true, true),
    onlyA: count(true, false),
    onlyB: count(false, true),
    neither: count(false, false),
  });
}

function pairedShares(pairs: readonly Pair[]): Estimate {
  const a = powersOf(pairs.map(([value]) => value));
  const b = powersOf(pairs.map(([, value]) => value));
  const products = pairs.reduce((sum, pair) => sum + pair[0] * pair[1], 0);
  const spread = (of: Powers) => of.sumSquares - of.sum ** 2 / of.n;
  const together = products - (a.sum * b.sum) / pairs.length;
  const apart = Math.sqrt(spread(a) * spread(b));
  return differenceOfShares(meanShareOf(a), meanShareOf(b), apart > 0 ? together / apart : 0);
}

function powersOf(values: readonly number[]): Powers {
  const powers = { n: 0, sum: 0, sumSquares: 0 };
  for (const value of values) {
    if (value === MISSING) continue;
    powers.n++;
    powers.sum += value;
    powers.sumSquares += value * value;
  }
  return powers;
}

function meanOf({ n, sum, sumSquares }: Powers): Estimate {
  return meanT95(sum, sumSquares, n);
}

function meanShareOf({ n, sum, sumSquares }: Powers): Estimate {
  return meanShare95(sum, sumSquares, n);
}

function countOf({ n, sum }: Powers): { count: number; n: number } {
  return { count: sum / SCALE, n };
}

function shareOf(powers: Powers): Estimate {
  const { count, n } = countOf(powers);
  return wilson95(count, n);
}
