import { type ComparedPoint, type ComparedSpan, PERMUTATIONS } from "#lib/protocol/comparison.ts";
import { CURVE_COUNT, CURVES, type CurveName, SHARE_CURVES } from "#lib/protocol/curves.ts";
import { MIN_AUDIENCE } from "#lib/protocol/limits.ts";
import { type CutValues, testBetween, testWithin } from "./cluster-test.ts";
import { comparePoint, type PointReading } from "./compare-point.ts";
import { seededRandom } from "./seeded-random.ts";
import { eachTrack, MISSING, type Reading, readTrack, type TrackPage } from "./track-page.ts";

/** More viewers than this of a cut are not permuted, but as many of them, drawn at random. */
export const MAX_PERMUTED_VIEWERS = 5_000;

/** Seconds that a point of the comparison takes in one cut. */
export interface PointSpan {
  startSecond: number;
  endSecond: number;
}

export interface ComparisonQuestion {
  /** Of a threshold each viewer's value is whether they react; of a scene, in which share of its seconds they do. */
  reading: Reading;
  design: "between" | "within";
  /** Points in both cuts: seconds, which form clusters, or scenes, which do not. */
  points: { a: PointSpan; b: PointSpan }[];
  joins: boolean;
  seed: string;
}

export interface ComparisonResult {
  viewersA: number;
  viewersB: number;
  /** Viewers of a cut that were permuted, when not all were. */
  permutedOf: number | null;
  /** By curve in CURVES order, an entry a point. */
  curves: ComparedPoint[][];
  /** None when fewer than MIN_AUDIENCE watched a cut. */
  spans: ComparedSpan[];
}

/** One cut's viewers: their points' values by curve, and who they are. */
class Cut {
  readonly #spans: readonly PointSpan[];
  readonly #reading: Reading;
  readonly rows: Int16Array[] = [];
  readonly sessionIds: number[] = [];
  #curves = new Int16Array(0);

  constructor(spans: readonly PointSpan[], reading: Reading) {
    this.#spans = spans;
    this.#reading = reading;
  }

  add(page: TrackPage): void {
    const measured = Math.max(0, ...this.#spans.map(({ endSecond }) => endSecond));
    if (this.#curves.length < measured * CURVE_COUNT) this.#curves = new Int16Array(measured * CURVE_COUNT);
    eachTrack(page, measured, (viewer, at, seconds) => {
      if (seconds === 0) return;
      readTrack(page, at, seconds, this.#reading, this.#curves);
      this.rows.push(this.#pointsOf(seconds));
      this.sessionIds.push(page.sessionIds[viewer]!);
    });
  }

  /** A viewer's mean over each point's seconds, curve by curve; missing where no second is valid. */
  #pointsOf(seconds: number): Int16Array {
    const points = this.#spans.length;
    const row = new Int16Array(CURVE_COUNT * points).fill(MISSING);
    for (const [point, { startSecond, endSecond }] of this.#spans.entries()) {
      for (let curve = 0; curve < CURVE_COUNT; curve++) {
        let sum = 0;
        let n = 0;
        for (let second = startSecond; second < Math.min(endSecond, seconds); second++) {
          const value = this.#curves[second * CURVE_COUNT + curve]!;
          if (value === MISSING) continue;
          sum += value;
          n++;
        }
        if (n > 0) row[curve * points + point] = Math.round(sum / n);
      }
    }
    return row;
  }
}

/**
 * Compares two cuts from their viewers' tracks, page by page: means and difference at every point, and the
 * cluster-based permutation test over all of them. Source: metrics.md, "Compare cuts".
 */
export class CutTally {
  readonly #question: ComparisonQuestion;
  readonly #cuts: readonly [Cut, Cut];

  constructor(question: ComparisonQuestion) {
    this.#question = question;
    const spans = (cut: "a" | "b") => question.points.map((point) => point[cut]);
    this.#cuts = [new Cut(spans("a"), question.reading), new Cut(spans("b"), question.reading)];
  }

  add(page: TrackPage, video: 0 | 1): void {
    this.#cuts[video].add(page);
  }

  finish(): ComparisonResult {
    const { design, joins, seed, points, reading } = this.#question;
    const [rowsA, rowsB] = design === "within" ? this.#pairs() : [this.#cuts[0].rows, this.#cuts[1].rows];
    const width = CURVE_COUNT * points.length;
    // In a second a viewer reacts or does not; over a scene it is a share of its seconds.
    const reacting = joins ? "yesOrNo" : "share";
    const ofExpressions = reading.threshold === null ? "score" : reacting;
    const valuesOf = (curve: CurveName): PointReading["values"] =>
      SHARE_CURVES.includes(curve) ? "share" : curve === "valence" ? "score" : ofExpressions;
    const curves = CURVES.map((name, curve) => {
      const of: PointReading = { design, values: valuesOf(name) };
      return points.map((_, point) => comparePoint(rowsA, rowsB, curve * points.length + point, of));
    });
    const found = { viewersA: rowsA.length, viewersB: rowsB.length, permutedOf: null, curves };
    if (points.length === 0 || Math.min(rowsA.length, rowsB.length) < MIN_AUDIENCE) {
      return { ...found, spans: [] };
    }
    const [a, b] = drawAtMost(rowsA, rowsB, design, seed).map((rows) => packed(rows, width)) as [
      CutValues,
      CutValues,
    ];
    const test = { points: points.length, joins, permutations: PERMUTATIONS, seed };
    const clusters = design === "within" ? testWithin(a, b, test) : testBetween(a, b, test);
    return {
      ...found,
      permutedOf: a.viewers < rowsA.length || b.viewers < rowsB.length ? MAX_PERMUTED_VIEWERS : null,
      spans: clusters.map(({ curve, from, to, sign, mass, p }) => ({
        curve: CURVES[curve]!,
        higher: sign > 0 ? "b" : "a",
        from,
        to,
        mass,
        p,
        difference: meanDifference(curves[curve]!.slice(from, to)),
      })),
    };
  }

  /** Rows of the viewers who saw both cuts, in one order. */
  #pairs(): [Int16Array[], Int16Array[]] {
    const [a, b] = this.#cuts;
    const rowOf = new Map(b.sessionIds.map((id, i) => [id, b.rows[i]!]));
    const both = a.sessionIds.flatMap((id, i) => {
      const other = rowOf.get(id);
      return other ? [[a.rows[i]!, other] as const] : [];
    });
    return [both.map(([row]) => row), both.map(([, row]) => row)];
  }
}

function meanDifference(points: readonly ComparedPoint[]): number {
  const known = points.flatMap(({ difference }) => (difference ? [difference.value] : []));
  return known.reduce((sum, value) => sum + value, 0) / known.length;
}

/** At most MAX_PERMUTED_VIEWERS of each cut, drawn at random; of viewers who saw both, the same ones. */
function drawAtMost(
  rowsA: readonly Int16Array[],
  rowsB: readonly Int16Array[],
  design: ComparisonQuestion["design"],
  seed: string,
): [readonly Int16Array[], readonly Int16Array[]] {
  const draw = (rows: readonly Int16Array[], of: string) => {
    if (rows.length <= MAX_PERMUTED_VIEWERS) return rows;
    const { uniform } = seededRandom(`${seed}/drawn/${of}`);
    const left = [...rows];
    for (let i = 0; i < MAX_PERMUTED_VIEWERS; i++) {
      const j = i + Math.floor(uniform() * (left.length - i));
      [left[i], left[j]] = [left[j]!, left[i]!];
    }
    return left.slice(0, MAX_PERMUTED_VIEWERS);
  };
  return [draw(rowsA, "a"), draw(rowsB, design === "within" ? "a" : "b")];
}

function packed(rows: readonly Int16Array[], width: number): CutValues {
  const values = new Int16Array(rows.length * width);
  for (const [i, row] of rows.entries()) values.set(row, i * width);
  return { viewers: rows.length, values };
}
