import { CURVE_COUNT } from "#lib/protocol/curves.ts";
import { EXPRESSION_COUNT } from "#lib/protocol/expressions.ts";
import { type Cluster, findClusters, largestMass } from "./cluster-mass.ts";
import { type SeededRandom, seededRandom } from "./seeded-random.ts";
import { firstRowsSum, putRow, type ReadRow, subsetBytes, subsetSums } from "./subset-sums.ts";
import { MISSING } from "./track-page.ts";
import { formingPairedT, formingWelchT } from "./welch.ts";

/** Viewers of one cut: `values[viewer * CURVE_COUNT * points + curve * points + point]`, 1/10,000 or MISSING. */
export interface CutValues {
  viewers: number;
  values: Int16Array;
}

export interface ClusterTest {
  points: number;
  /** Whether adjacent points form clusters: seconds do, scenes do not. */
  joins: boolean;
  permutations: number;
  seed: string;
}

export type TestedCluster = Cluster & { p: number };

/** Numbers that the sums of the permutations of one round take. */
const NUMBERS_A_ROUND = 8_000_000;
const LEAST_A_ROUND = 64;
/** Labels that repeat the observed ones in another order of addition must count as at least as large. */
const SLACK = 1 - 1e-9;

/**
 * Where two cuts differ that were watched by different viewers: Welch's t at every point and curve, clusters of
 * those past two-sided p < 0.05, and the distribution of the largest cluster mass over time and curves when whole
 * viewers are dealt to the cuts at random. p = (b + 1) / (m + 1); sign +1 says that b is higher.
 *
 * Source: Maris and Oostenveld 2007, "Nonparametric statistical testing of EEG- and MEG-data", Journal of
 * Neuroscience Methods 164, 177-190; p by Phipson and Smyth 2010.
 */
export function testBetween(a: CutValues, b: CutValues, test: ClusterTest): TestedCluster[] {
  const cells = CURVE_COUNT * test.points;
  const rows = a.viewers + b.viewers;
  const width = 2 * cells + COUNTED.length * test.points;
  const read: ReadRow = (row, from, to, into, at) => {
    const [cut, viewer] = row < a.viewers ? [a, row] : [b, row - a.viewers];
    readPlanes(cut.values, viewer * cells, cells, test.points, from, to, into, at);
  };
  const everyone = firstRowsSum(rows, width, read);
  const ts = new Float64Array(cells);
  const spread = (sums: Float64Array, offset: number) =>
    welchTs(sums, offset, everyone, cells, test.points, ts);
  spread(firstRowsSum(a.viewers, width, read), 0);
  const clusters = findClusters(ts, test.points, test.joins);
  const largest = permuted(test, width, rows, chooser(rows, a.viewers), (members, subsets, visit) => {
    const sums = subsetSums(rows, width, members, subsets, read);
    for (let subset = 0; subset < subsets; subset++) {
      spread(sums, subset * width);
      visit(largestMass(ts, test.points, test.joins));
    }
  });
  return withP(clusters, largest);
}

/**
 * As `testBetween` where each viewer saw both cuts: paired t of b - a, `a` and `b` in the same order of viewers, and
 * the signs of whole viewers' differences flipped at random.
 */
export function testWithin(a: CutValues, b: CutValues, test: ClusterTest): TestedCluster[] {
  const cells = CURVE_COUNT * test.points;
  const rows = a.viewers;
  const differences = pairedDifferences(a, b);
  const read: ReadRow = (row, from, to, into, at) => {
    for (let cell = from; cell < to; cell++) {
      const d = differences[row * cells + cell]!;
      into[at + cell - from] = Number.isNaN(d) ? 0 : d;
    }
  };
  const counts = new Float64Array(cells);
  const squares = new Float64Array(cells);
  for (const [i, d] of differences.entries()) {
    if (Number.isNaN(d)) continue;
    counts[i % cells]! += 1;
    squares[i % cells]! += d * d;
  }
  const total = firstRowsSum(rows, cells, read);
  const ts = new Float64Array(cells);
  const spread = (flipped: Float64Array | null, offset: number) => {
    for (let cell = 0; cell < cells; cell++) {
      const sum = total[cell]! - 2 * (flipped?.[offset + cell] ?? 0);
      ts[cell] = formingPairedT(counts[cell]!, sum, squares[cell]!);
    }
  };
  spread(null, 0);
  const clusters = findClusters(ts, test.points, test.joins);
  const largest = permuted(test, cells, rows, flipper(rows), (members, subsets, visit) => {
    const sums = subsetSums(rows, cells, members, subsets, read);
    for (let subset = 0; subset < subsets; subset++) {
      spread(sums, subset * cells);
      visit(largestMass(ts, test.points, test.joins));
    }
  });
  return withP(clusters, largest);
}

/** Differences b - a of viewers who saw both, NaN where either is missing. */
export function pairedDifferences(a: CutValues, b: CutValues): Float64Array {
  return Float64Array.from(a.values, (x, i) => {
    const y = b.values[i]!;
    return x === MISSING || y === MISSING ? Number.NaN : y - x;
  });
}

/** Curves with a count of their own: the expressions are there together. */
const COUNTED = [0, EXPRESSION_COUNT, EXPRESSION_COUNT + 1, EXPRESSION_COUNT + 2];

/** Columns of a viewer: values, their squares, then whether COUNTED curves have one; missing is 0 in all. */
function readPlanes(
  values: Int16Array,
  row: number,
  cells: number,
  points: number,
  from: number,
  to: number,
  into: Float64Array,
  at: number,
): void {
  for (let column = from; column < to; column++) {
    let value = 0;
    if (column < 2 * cells) {
      const x = values[row + (column < cells ? column : column - cells)]!;
      value = x === MISSING ? 0 : column < cells ? x : x * x;
    } else {
      const place = column - 2 * cells;
      const curve = COUNTED[Math.floor(place / points)]!;
      value = values[row + curve * points + (place % points)] === MISSING ? 0 : 1;
    }
    into[at + column - from] = value;
  }
}

function welchTs(
  chosen: Float64Array,
  offset: number,
  everyone: Float64Array,
  cells: number,
  points: number,
  ts: Float64Array,
): void {
  for (let curve = 0; curve < CURVE_COUNT; curve++) {
    const counts = 2 * cells + Math.max(0, curve - EXPRESSION_COUNT + 1) * points;
    for (let point = 0; point < points; point++) {
      const cell = curve * points + point;
      const n = chosen[offset + counts + point]!;
      const sum = chosen[offset + cell]!;
      const squares = chosen[offset + cells + cell]!;
      ts[cell] = formingWelchT(
        n,
        sum,
        squares,
        everyone[counts + point]! - n,
        everyone[cell]! - sum,
        everyone[cells + cell]! - squares,
      );
    }
  }
}

type Deal = (random: SeededRandom, members: Uint8Array, at: number) => void;

/** Chooses `size` of `rows` at random (Fisher and Yates). */
function chooser(rows: number, size: number): Deal {
  const order = Uint32Array.from({ length: rows }, (_, i) => i);
  return (random, members, at) => {
    for (let i = 0; i < size; i++) {
      const j = i + Math.floor(random.uniform() * (rows - i));
      const row = order[j]!;
      order[j] = order[i]!;
      order[i] = row;
      putRow(members, at, row);
    }
  };
}

/** Chooses each of `rows` with probability 1/2. */
function flipper(rows: number): Deal {
  return (random, members, at) => {
    for (let row = 0; row < rows; row++) {
      if (random.uniform() < 0.5) putRow(members, at, row);
    }
  };
}

/** Deals the permutations in rounds that bound memory; answers each one's largest mass. */
function permuted(
  { permutations, seed }: ClusterTest,
  width: number,
  rows: number,
  deal: Deal,
  round: (members: Uint8Array, subsets: number, visit: (mass: number) => void) => void,
): number[] {
  const random = seededRandom(seed);
  const bytes = subsetBytes(rows);
  const most = Math.max(LEAST_A_ROUND, Math.floor(NUMBERS_A_ROUND / width));
  const largest: number[] = [];
  while (largest.length < permutations) {
    const subsets = Math.min(most, permutations - largest.length);
    const members = new Uint8Array(subsets * bytes);
    for (let subset = 0; subset < subsets; subset++) deal(random, members, subset * bytes);
    round(members, subsets, (mass) => largest.push(mass));
  }
  return largest;
}

function withP(clusters: readonly Cluster[], largest: readonly number[]): TestedCluster[] {
  return clusters
    .map((cluster) => {
      const atLeast = largest.filter((mass) => mass >= cluster.mass * SLACK).length;
      return { ...cluster, p: (atLeast + 1) / (largest.length + 1) };
    })
    .sort((x, y) => x.p - y.p || y.mass - x.mass);
}
