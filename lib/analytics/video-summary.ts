import { CURVE_COUNT } from "#lib/protocol/curves.ts";
import { FEW_VIEWERS, MIN_AUDIENCE } from "#lib/protocol/limits.ts";
import { END_SECONDS, HEADLINES, type HeadlineName, type VideoSummary } from "#lib/protocol/overview.ts";
import type { Estimate } from "#lib/protocol/timeline.ts";
import {
  LOSS_REASONS,
  NO_LOSS,
  VIEWER_SECOND_FLAGS,
  VIEWER_SECOND_WORDS,
} from "#lib/protocol/viewer-second.ts";
import { BOOTSTRAP_DRAWS, bootstrapSums, percentileInterval } from "./bootstrap.ts";
import {
  addSecond,
  addWatched,
  expressionN,
  type HeadlineValues,
  headlineValues,
  rowWidth,
  stayed,
} from "./headlines.ts";
import {
  ATTENTION,
  eachTrack,
  FINISHED,
  flagsAt,
  hasArrived,
  INTEREST,
  lossAt,
  MISSING,
  type Reading,
  readTrack,
  type TrackPage,
  VALENCE,
  WATCHING,
} from "./track-page.ts";
import { wilson95 } from "./wilson.ts";

/** Up to this many viewers each is drawn by itself (metrics.md). */
export const MAX_DRAWN_VIEWERS = 5_000;
/** Numbers in all units' rows together: a draw costs as many additions, so a long film is drawn in groups sooner. */
const MAX_UNIT_NUMBERS = 4_000_000;
/** Below this many groups the groups' own number would widen the intervals. */
const LEAST_GROUPS = 200;
/** Groups that stand for more than MAX_DRAWN_VIEWERS: an interval's width is then known to about 2%. */
const GROUPS = 2_000;

export interface SummaryQuestion {
  videoId: number;
  /** Measured seconds of the video. */
  seconds: number;
  reading: Reading;
  /** At least as many viewers as will come; decides what is drawn. */
  expectedViewers: number;
  seed: string;
}

/** How many units are drawn for so many viewers: themselves, or random groups of (nearly) equal size. */
export function drawnUnits(viewers: number, seconds: number): { unit: "viewer" | "group"; units: number } {
  const most = Math.max(LEAST_GROUPS, Math.floor(MAX_UNIT_NUMBERS / rowWidth(seconds)));
  if (viewers <= Math.min(MAX_DRAWN_VIEWERS, most)) return { unit: "viewer", units: viewers };
  return { unit: "group", units: Math.min(GROUPS, most) };
}

/**
 * Summarises a video from its viewers' tracks, page by page: headlines with the percentile bootstrap over viewers,
 * retention, quality. Sources: metrics.md, "Summary of a video"; Efron 1979. Above MAX_DRAWN_VIEWERS viewers, or on a
 * long film, viewers are dealt in turn to groups, which are drawn: the variance of a sum of groups is that of a sum
 * of viewers, so the intervals have the same width but for the number of groups.
 */
export class SummaryTally {
  readonly #question: SummaryQuestion;
  readonly #width: number;
  readonly #unit: "viewer" | "group";
  readonly #rows: Float64Array;
  readonly #curves: Int16Array;
  readonly #lost = new Array<number>(LOSS_REASONS.length).fill(0);
  #viewers = 0;
  #received = 0;
  #valid = 0;
  #measured = 0;
  #corrected = 0;
  /** Viewers with at least one value, by curve. */
  readonly #withCurve = new Array<number>(CURVE_COUNT).fill(0);

  constructor(question: SummaryQuestion) {
    const { unit, units } = drawnUnits(question.expectedViewers, question.seconds);
    this.#question = question;
    this.#unit = unit;
    this.#width = rowWidth(question.seconds);
    this.#rows = new Float64Array(units * this.#width);
    this.#curves = new Int16Array(question.seconds * CURVE_COUNT);
  }

  /** Counts the viewers of a page who began the video. */
  add(page: TrackPage): void {
    eachTrack(page, this.#question.seconds, (viewer, at, seconds) => {
      if (seconds > 0) this.#addViewer(page, at, seconds, page.states[viewer]!);
    });
  }

  #addViewer(page: TrackPage, at: number, seconds: number, state: number): void {
    const units = this.#rows.length / this.#width;
    const row = (this.#viewers % units) * this.#width;
    this.#viewers++;
    readTrack(page, at, seconds, this.#question.reading, this.#curves);
    for (let second = 0; second < seconds; second++) {
      addSecond(this.#rows, row, second, this.#curves, second * CURVE_COUNT);
    }
    const whole = (state & FINISHED) !== 0 ? this.#question.seconds : seconds;
    if ((state & WATCHING) === 0) addWatched(this.#rows, row, this.#question.seconds, whole);
    this.#countQuality(page, at, seconds);
    for (let curve = 0; curve < CURVE_COUNT; curve++) {
      if (this.#hasValue(curve, seconds)) this.#withCurve[curve]! += 1;
    }
  }

  #hasValue(curve: number, seconds: number): boolean {
    for (let second = 0; second < seconds; second++) {
      if (this.#curves[second * CURVE_COUNT + curve] !== MISSING) return true;
    }
    return false;
  }

  #countQuality(page: TrackPage, at: number, seconds: number): void {
    let all = 0;
    for (let second = 0; second < seconds; second++) {
      const here = at + second * VIEWER_SECOND_WORDS.length;
      if (!hasArrived(page.words, here)) continue;
      this.#received++;
      all |= flagsAt(page.words, here);
      const loss = lossAt(page.words, here);
      if (loss === NO_LOSS) this.#valid++;
      else this.#lost[loss]! += 1;
    }
    if (all & VIEWER_SECOND_FLAGS.raw) this.#measured++;
    if (all & VIEWER_SECOND_FLAGS.corrected) this.#corrected++;
  }

  /** The summary of everyone added. */
  finish(): VideoSummary {
    const { seconds, videoId, seed } = this.#question;
    const units = Math.min(this.#viewers, this.#rows.length / this.#width);
    const rows = this.#rows.subarray(0, units * this.#width);
    const sums = sumRows(rows, this.#width);
    const point = headlineValues(sums, seconds, sums);
    const draws = HEADLINES.map(() => new Float64Array(BOOTSTRAP_DRAWS).fill(Number.NaN));
    const drawn = new Float64Array(HEADLINES.length);
    bootstrapSums(rows, this.#width, seed, (drawnSums, draw) => {
      headlineValues(drawnSums, seconds, sums, drawn);
      for (let i = 0; i < HEADLINES.length; i++) draws[i]![draw] = drawn[i]!;
    });
    const n = this.#headlineN(sums, point);
    return {
      videoId,
      viewers: this.#viewers,
      headlines: HEADLINES.map((name, i) => ({
        name,
        n: n[name],
        estimate: n[name] < MIN_AUDIENCE ? null : percentileInterval(point.values[i]!, draws[i]!),
        second: secondOf(name, point),
        few: n[name] < FEW_VIEWERS,
      })),
      retention: Array.from({ length: seconds }, (_, second) => retentionOf(sums, seconds, second)),
      bootstrap: { draws: BOOTSTRAP_DRAWS, seed, unit: this.#unit, units },
      quality: {
        seconds: this.#received,
        validSeconds: this.#valid,
        losses: Object.fromEntries(
          LOSS_REASONS.map((reason, i) => [reason, this.#lost[i] ?? 0]),
        ) as VideoSummary["quality"]["losses"],
        measuredViewers: this.#measured,
        correctedViewers: this.#corrected,
      },
    };
  }

  #headlineN(sums: Float64Array, point: HeadlineValues): Record<HeadlineName, number> {
    const { seconds } = this.#question;
    const last = Array.from({ length: Math.min(END_SECONDS, seconds) }, (_, i) => seconds - 1 - i);
    const shown = last.map((second) => expressionN(sums, second)).filter((count) => count >= MIN_AUDIENCE);
    const end = shown.length === 0 ? 0 : Math.min(...shown);
    const peak = expressionN(sums, point.peakSecond);
    const decided = stayed(sums, seconds, 0).of;
    return {
      attraction: expressionN(sums, point.attractionSecond),
      peak,
      end,
      peakEnd: Math.min(peak, end),
      retention: decided,
      completion: decided,
      interest: this.#withCurve[INTEREST]!,
      attention: this.#withCurve[ATTENTION]!,
      valence: this.#withCurve[VALENCE]!,
    };
  }
}

function sumRows(rows: Float64Array, width: number): Float64Array {
  const sums = new Float64Array(width);
  for (let i = 0; i < rows.length; i++) sums[i % width]! += rows[i]!;
  return sums;
}

function secondOf(name: HeadlineName, { attractionSecond, peakSecond }: HeadlineValues): number | null {
  if (name === "attraction") return attractionSecond < 0 ? null : attractionSecond;
  return name === "peak" && peakSecond >= 0 ? peakSecond : null;
}

function retentionOf(sums: Float64Array, seconds: number, second: number) {
  const { stayed: staying, of } = stayed(sums, seconds, second);
  const estimate: Estimate | null = of < MIN_AUDIENCE ? null : wilson95(staying, of);
  return { second, n: of, estimate };
}
