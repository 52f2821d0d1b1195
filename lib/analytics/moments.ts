import { CURVE_COUNT, CURVES, type CurveName, SHARE_CURVES } from "#lib/protocol/curves.ts";
import { EXPRESSION_COUNT } from "#lib/protocol/expressions.ts";
import { MIN_AUDIENCE, SCALE } from "#lib/protocol/limits.ts";
import { LEAST_PROMINENCE, MERGE_SECONDS, type Moment } from "#lib/protocol/moments.ts";
import type { Estimate } from "#lib/protocol/timeline.ts";
import { holm } from "./holm.ts";
import { meanShare95 } from "./mean-share.ts";
import { findPeaks, type Peak } from "./prominence.ts";
import { meanT95, twoSidedP } from "./student-t.ts";
import { eachTrack, MISSING, type Reading, readTrack, type TrackPage } from "./track-page.ts";
import { wilson95 } from "./wilson.ts";

const SIGNIFICANT = 0.05;
/** A prominence of exactly five points may miss them by an ulp. */
const ROUNDING = 1e-9;

/** Neutral is what is left of the other six, so it has no moments of its own; high attention is no event. */
const DIRECTIONS: Record<CurveName, readonly Moment["direction"][]> = {
  angry: ["peak"],
  disgust: ["peak"],
  fear: ["peak"],
  happy: ["peak"],
  neutral: [],
  sad: ["peak"],
  surprise: ["peak"],
  valence: ["peak", "dip"],
  attention: ["dip"],
  interest: ["peak"],
};

/** One curve in one second, over its viewers: values x and differences d from each viewer's own mean. */
interface Place {
  n: number;
  sum: number;
  sumSquares: number;
  differences: number;
  differenceSquares: number;
}

interface Tested {
  curve: number;
  second: number;
  difference: Estimate;
  adjustedP: number;
}

/**
 * Finds the moments of a video from its viewers' tracks, page by page. For each curve and second: the paired
 * difference of each viewer's value from that viewer's own mean over the film, tested against 0 by t over viewers,
 * Holm over all seconds and curves; a moment is a peak of the audience's curve that differs and whose prominence
 * is at least LEAST_PROMINENCE, with the seconds around it that differ in the same direction; of peaks within
 * MERGE_SECONDS of each other the most prominent stands for all. Source: metrics.md, "Moments".
 */
export class MomentTally {
  readonly #seconds: number;
  readonly #reading: Reading;
  readonly #places: Place[];
  readonly #ownMeans = CURVES.map(() => ({ sum: 0, viewers: 0 }));
  readonly #curves: Int16Array;
  #viewers = 0;

  constructor(seconds: number, reading: Reading) {
    this.#seconds = seconds;
    this.#reading = reading;
    this.#curves = new Int16Array(seconds * CURVE_COUNT);
    this.#places = Array.from({ length: seconds * CURVE_COUNT }, () => ({
      n: 0,
      sum: 0,
      sumSquares: 0,
      differences: 0,
      differenceSquares: 0,
    }));
  }

  add(page: TrackPage): void {
    eachTrack(page, this.#seconds, (_, at, seconds) => {
      if (seconds === 0) return;
      this.#viewers++;
      readTrack(page, at, seconds, this.#reading, this.#curves);
      for (let curve = 0; curve < CURVE_COUNT; curve++) this.#addCurve(curve, seconds);
    });
  }

  #addCurve(curve: number, seconds: number): void {
    const values = this.#curves;
    let sum = 0;
    let n = 0;
    for (let i = curve; i < seconds * CURVE_COUNT; i += CURVE_COUNT) {
      if (values[i] === MISSING) continue;
      sum += values[i]!;
      n++;
    }
    if (n === 0) return;
    const own = sum / n;
    this.#ownMeans[curve]!.sum += own;
    this.#ownMeans[curve]!.viewers++;
    for (let second = 0; second < seconds; second++) {
      const x = values[second * CURVE_COUNT + curve]!;
      if (x === MISSING) continue;
      const place = this.#places[second * CURVE_COUNT + curve]!;
      place.n++;
      place.sum += x;
      place.sumSquares += x * x;
      place.differences += x - own;
      place.differenceSquares += (x - own) ** 2;
    }
  }

  /** The moments of everyone added, the most prominent first. */
  finish(): { viewers: number; tests: number; moments: Moment[] } {
    const tested = this.#test();
    const moments = CURVES.flatMap((name, curve) =>
      DIRECTIONS[name].flatMap((direction) => this.#momentsOf(curve, direction, tested)),
    );
    return {
      viewers: this.#viewers,
      tests: tested.length,
      moments: moments.sort((a, b) => b.prominence - a.prominence || a.second - b.second),
    };
  }

  #test(): Tested[] {
    const tests: Omit<Tested, "adjustedP">[] = [];
    const ps: number[] = [];
    for (const [i, place] of this.#places.entries()) {
      const curve = i % CURVE_COUNT;
      if (place.n < MIN_AUDIENCE || DIRECTIONS[CURVES[curve]!].length === 0) continue;
      const difference = meanT95(place.differences, place.differenceSquares, place.n);
      tests.push({ curve, second: Math.floor(i / CURVE_COUNT), difference });
      ps.push(pOfMean(place));
    }
    const adjusted = holm(ps);
    return tests.map((test, i) => ({ ...test, adjustedP: adjusted[i]! }));
  }

  #momentsOf(curve: number, direction: Moment["direction"], tested: readonly Tested[]): Moment[] {
    const sign = direction === "peak" ? 1 : -1;
    const here = new Map(tested.filter((test) => test.curve === curve).map((test) => [test.second, test]));
    const differs = (second: number) => {
      const test = here.get(second);
      return test !== undefined && test.adjustedP < SIGNIFICANT && sign * test.difference.value > 0;
    };
    const heights = Array.from({ length: this.#seconds }, (_, second) => {
      const { n, sum } = this.#place(curve, second);
      return n < MIN_AUDIENCE ? null : (sign * sum) / n / SCALE;
    });
    const peaks = mergeNear(
      findPeaks(heights).filter(
        ({ at, prominence }) => differs(at) && prominence >= LEAST_PROMINENCE - ROUNDING,
      ),
    );
    return peaks.map(({ at, prominence }, i) => {
      const from = i === 0 ? 0 : lowestBetween(heights, peaks[i - 1]!.at, at);
      const to = i === peaks.length - 1 ? this.#seconds : lowestBetween(heights, at, peaks[i + 1]!.at);
      let startSecond = at;
      while (startSecond > from && differs(startSecond - 1)) startSecond--;
      let endSecond = at + 1;
      while (endSecond < to && differs(endSecond)) endSecond++;
      const span = Array.from({ length: endSecond - startSecond }, (_, k) => here.get(startSecond + k)!);
      return {
        curve: CURVES[curve]!,
        direction,
        startSecond,
        endSecond,
        second: at,
        n: this.#place(curve, at).n,
        estimate: this.#estimate(curve, at),
        filmMean: this.#filmMean(curve),
        difference: here.get(at)!.difference,
        prominence,
        adjustedP: Math.min(...span.map((test) => test.adjustedP)),
      };
    });
  }

  #place(curve: number, second: number): Place {
    return this.#places[second * CURVE_COUNT + curve]!;
  }

  #estimate(curve: number, second: number): Estimate {
    const { n, sum, sumSquares } = this.#place(curve, second);
    const isReaction = this.#reading.threshold !== null && curve < EXPRESSION_COUNT;
    if (isReaction) return wilson95(Math.round(sum / SCALE), n);
    return SHARE_CURVES.includes(CURVES[curve]!)
      ? meanShare95(sum, sumSquares, n)
      : meanT95(sum, sumSquares, n);
  }

  #filmMean(curve: number): number {
    const { sum, viewers } = this.#ownMeans[curve]!;
    return sum / viewers / SCALE;
  }
}

/** p of a mean difference; where all viewers differ alike, 0 or 1. */
function pOfMean({ n, differences, differenceSquares }: Place): number {
  const mean = differences / n;
  const variance = Math.max(0, differenceSquares - differences * mean) / (n - 1);
  if (variance < 1e-9) return Math.abs(mean) < 1e-9 ? 1 : 0;
  return twoSidedP(mean / Math.sqrt(variance / n), n - 1);
}

/** Peaks in time, those within MERGE_SECONDS of one another as the most prominent of them. */
function mergeNear(peaks: readonly Peak[]): Peak[] {
  const merged: Peak[] = [];
  for (const peak of peaks) {
    const before = merged.at(-1);
    if (!before || peak.at - before.at > MERGE_SECONDS) merged.push(peak);
    else if (peak.prominence > before.prominence) merged[merged.length - 1] = peak;
  }
  return merged;
}

/** Where the curve is lowest between two peaks: there one moment ends and the next begins. */
function lowestBetween(heights: readonly (number | null)[], from: number, to: number): number {
  let at = to;
  for (let i = from + 1; i < to; i++) {
    if ((heights[i] ?? 0) < (heights[at] ?? 0)) at = i;
  }
  return at;
}
