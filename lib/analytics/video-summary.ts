import { CURVE_COUNT } from "#lib/protocol/curves.ts";
import { FEW_VIEWERS, MIN_AUDIENCE } from "#lib/protocol/limits.ts";
import {
  END_SECONDS,
  HEADLINES,
  type HeadlineName,
  headlineIsShare,
  type VideoSummary,
} from "#lib/protocol/overview.ts";
import type { Estimate } from "#lib/protocol/timeline.ts";
import {
  LOSS_REASONS,
  NO_LOSS,
  VIEWER_SECOND_FLAGS,
  VIEWER_SECOND_WORDS,
} from "#lib/protocol/viewer-second.ts";
import { BOOTSTRAP_DRAWS } from "./bootstrap.ts";
import { headlineInterval } from "./headline-interval.ts";
import { type HeadlineDraws, HeadlineRows } from "./headline-rows.ts";
import { expressionN, type HeadlineValues, rowWidth, stayed } from "./headlines.ts";
import {
  ATTENTION,
  eachTrack,
  flagsAt,
  hasArrived,
  INTEREST,
  lossAt,
  MISSING,
  type Reading,
  type TrackPage,
  VALENCE,
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

/** How expressions are read. */
export function measureOf({ reading }: Pick<SummaryQuestion, "reading">): "share" | "mean" {
  return reading.threshold === null ? "mean" : "share";
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
  readonly #unit: "viewer" | "group";
  readonly #rows: HeadlineRows;
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
    this.#rows = new HeadlineRows(question.seconds, question.reading, units);
  }

  /** Counts the viewers of a page who began the video. */
  add(page: TrackPage): void {
    eachTrack(page, this.#question.seconds, (viewer, at, seconds) => {
      if (seconds > 0) this.#addViewer(page, at, seconds, page.states[viewer]!);
    });
  }

  #addViewer(page: TrackPage, at: number, seconds: number, state: number): void {
    const curves = this.#rows.add(page, at, seconds, state, this.#viewers % this.#rows.units);
    this.#viewers++;
    this.#countQuality(page, at, seconds);
    for (let curve = 0; curve < CURVE_COUNT; curve++) {
      if (hasValue(curves, curve, seconds)) this.#withCurve[curve]! += 1;
    }
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
    return this.finishWithDraws().summary;
  }

  /** The same with the draws behind its intervals, by headline. */
  finishWithDraws(): { summary: VideoSummary; draws: HeadlineDraws["draws"] } {
    const units = Math.min(this.#viewers, this.#rows.units);
    const drawn = this.#rows.bootstrap(units, this.#question.seed);
    return { summary: this.#summary(drawn, units), draws: drawn.draws };
  }

  #summary({ sums, point, draws }: HeadlineDraws, units: number): VideoSummary {
    const { seconds, videoId, seed } = this.#question;
    const measure = measureOf(this.#question);
    const n = this.#headlineN(sums, point);
    return {
      videoId,
      viewers: this.#viewers,
      headlines: HEADLINES.map((name, i) => ({
        name,
        n: n[name],
        estimate:
          n[name] < MIN_AUDIENCE
            ? null
            : headlineInterval(point.values[i]!, draws[i]!, {
                n: n[name],
                isShare: headlineIsShare(name, measure),
              }),
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

function hasValue(curves: Int16Array, curve: number, seconds: number): boolean {
  for (let second = 0; second < seconds; second++) {
    if (curves[second * CURVE_COUNT + curve] !== MISSING) return true;
  }
  return false;
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
