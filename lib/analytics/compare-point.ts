import type { ComparedPoint } from "#lib/protocol/comparison.ts";
import { MIN_AUDIENCE, SCALE } from "#lib/protocol/limits.ts";
import type { Estimate } from "#lib/protocol/timeline.ts";
import { pairedShareDifference95, shareDifference95 } from "./share-difference.ts";
import { meanT95 } from "./student-t.ts";
import { MISSING } from "./track-page.ts";
import { welchT95 } from "./welch.ts";
import { wilson95 } from "./wilson.ts";

type Rows = readonly Int16Array[];

export interface PointReading {
  /** within: the same viewer in the same place of both cuts' rows. */
  design: "between" | "within";
  /** Every value is SCALE, of who reacts, or 0. */
  yesOrNo: boolean;
}

/** Viewers' values at one point, added up. */
interface Powers {
  n: number;
  sum: number;
  sumSquares: number;
}

/**
 * One point of both cuts, from a row of values in 1/10,000 a viewer. Means with Student's t, their difference with
 * Welch's or, within viewers, the paired t; shares of viewers with Wilson's interval, their difference with Newcombe's.
 * Null below MIN_AUDIENCE.
 */
export function comparePoint(rowsA: Rows, rowsB: Rows, cell: number, reading: PointReading): ComparedPoint {
  const a = powersOf(rowsA.map((row) => row[cell]!));
  const b = powersOf(rowsB.map((row) => row[cell]!));
  const estimate = reading.yesOrNo ? shareOf : meanOf;
  const difference = reading.design === "within" ? pairedDifference : groupDifference;
  return {
    nA: a.n,
    nB: b.n,
    a: a.n < MIN_AUDIENCE ? null : estimate(a),
    b: b.n < MIN_AUDIENCE ? null : estimate(b),
    difference: difference({ rowsA, rowsB, cell, a, b, yesOrNo: reading.yesOrNo }),
  };
}

interface ComparedRows {
  rowsA: Rows;
  rowsB: Rows;
  cell: number;
  a: Powers;
  b: Powers;
  yesOrNo: boolean;
}

function groupDifference({ a, b, yesOrNo }: ComparedRows): Estimate | null {
  if (Math.min(a.n, b.n) < MIN_AUDIENCE) return null;
  return yesOrNo ? shareDifference95(countOf(a), countOf(b)) : welchT95(a, b);
}

/** Of the viewers who have a value in both. */
function pairedDifference({ rowsA, rowsB, cell, yesOrNo }: ComparedRows): Estimate | null {
  const pairs = rowsA.flatMap((row, i) => {
    const [a, b] = [row[cell]!, rowsB[i]![cell]!];
    return a === MISSING || b === MISSING ? [] : [[a, b] as const];
  });
  if (pairs.length < MIN_AUDIENCE) return null;
  if (!yesOrNo) return meanOf(powersOf(pairs.map(([a, b]) => b - a)));
  const count = (reactsA: boolean, reactsB: boolean) =>
    pairs.filter(([a, b]) => a > 0 === reactsA && b > 0 === reactsB).length;
  return pairedShareDifference95({
    both: count(true, true),
    onlyA: count(true, false),
    onlyB: count(false, true),
    neither: count(false, false),
  });
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

function countOf({ n, sum }: Powers): { count: number; n: number } {
  return { count: sum / SCALE, n };
}

function shareOf(powers: Powers): Estimate {
  const { count, n } = countOf(powers);
  return wilson95(count, n);
}
