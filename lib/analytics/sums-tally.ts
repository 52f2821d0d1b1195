import { EXPRESSION_COUNT } from "#lib/protocol/expressions.ts";
import {
  LOSS_REASONS,
  NO_LOSS,
  VIEWER_SECOND_FLAGS,
  VIEWER_SECOND_WORDS,
} from "#lib/protocol/viewer-second.ts";
import {
  type AudienceSums,
  BIN_WIDTH,
  CORRECTED_BINS,
  CORRECTED_ZERO_BIN,
  emptySums,
  type Power,
  RAW_BINS,
} from "./audience-sums.ts";
import { eachTrack, flagsAt, hasArrived, lossAt, type TrackPage } from "./track-page.ts";

const W = VIEWER_SECOND_WORDS;
const HAS = VIEWER_SECOND_FLAGS;

/** Places of one second's numbers, in the order of `AudienceSums`. */
const LOSSES = 7;
const RAW = LOSSES + LOSS_REASONS.length;
const CORRECTED = RAW + 2 * EXPRESSION_COUNT;
const VALENCE = CORRECTED + 2 * EXPRESSION_COUNT;
const EXPRESSIVENESS = VALENCE + 2;
const ATTENTION = EXPRESSIVENESS + 2;
const INTEREST = ATTENTION + 2;
const RAW_HISTOGRAM = INTEREST + 2;
const CORRECTED_HISTOGRAM = RAW_HISTOGRAM + EXPRESSION_COUNT * RAW_BINS;
const NUMBERS = CORRECTED_HISTOGRAM + EXPRESSION_COUNT * CORRECTED_BINS;

/**
 * The audience sums of a video from its viewers' tracks, page by page: what `addViewerSecond` gives for each of their
 * seconds, a hundred thousand tracks in about a second, because nothing is unpacked.
 */
export class SumsTally {
  readonly #seconds: number;
  readonly #numbers: Float64Array;

  constructor(seconds: number) {
    this.#seconds = seconds;
    this.#numbers = new Float64Array(seconds * NUMBERS);
  }

  add(page: TrackPage): void {
    eachTrack(page, this.#seconds, (_, at, seconds) => {
      for (let second = 0; second < seconds; second++) {
        const here = at + second * W.length;
        if (hasArrived(page.words, here)) this.#count(page.words, here, second * NUMBERS);
      }
    });
  }

  #count(words: Int16Array, at: number, to: number): void {
    const numbers = this.#numbers;
    const flags = flagsAt(words, at);
    const loss = lossAt(words, at);
    numbers[to]! += 1;
    numbers[to + 1]! += words[at + W.coverage]!;
    if (loss !== NO_LOSS) numbers[to + LOSSES + loss]! += 1;
    if (flags & HAS.raw) {
      numbers[to + 2]! += 1;
      this.#seven(words, at + W.raw, to + RAW, to + RAW_HISTOGRAM, RAW_BINS, 0);
      this.#power(to + VALENCE, words[at + W.valence]!);
    }
    if (flags & HAS.corrected) {
      numbers[to + 3]! += 1;
      const histogram = to + CORRECTED_HISTOGRAM;
      this.#seven(words, at + W.corrected, to + CORRECTED, histogram, CORRECTED_BINS, CORRECTED_ZERO_BIN);
    }
    if (flags & HAS.expressiveness) {
      numbers[to + 4]! += 1;
      this.#power(to + EXPRESSIVENESS, words[at + W.expressiveness]!);
    }
    if (flags & HAS.attention) {
      numbers[to + 5]! += 1;
      this.#power(to + ATTENTION, words[at + W.attention]!);
    }
    if (flags & HAS.interest) {
      numbers[to + 6]! += 1;
      this.#power(to + INTEREST, words[at + W.interest]!);
    }
  }

  #seven(words: Int16Array, from: number, to: number, histogram: number, bins: number, zero: number): void {
    for (let i = 0; i < EXPRESSION_COUNT; i++) {
      const value = words[from + i]!;
      this.#power(to + 2 * i, value);
      this.#numbers[histogram + i * bins + Math.floor(value / BIN_WIDTH) + zero]! += 1;
    }
  }

  #power(to: number, value: number): void {
    this.#numbers[to]! += value;
    this.#numbers[to + 1]! += value * value;
  }

  /** Sums of each second. */
  finish(): AudienceSums[] {
    return Array.from({ length: this.#seconds }, (_, second) => this.#sums(second * NUMBERS));
  }

  #sums(at: number): AudienceSums {
    const number = (place: number) => this.#numbers[at + place]!;
    const power = (place: number): Power => ({ sum: number(place), sumSquares: number(place + 1) });
    const run = (place: number, length: number) =>
      Array.from(this.#numbers.subarray(at + place, at + place + length));
    return {
      ...emptySums(),
      reached: number(0),
      coverageSum: number(1),
      n: number(2),
      nCorrected: number(3),
      nExpressiveness: number(4),
      nAttention: number(5),
      nInterest: number(6),
      losses: run(LOSSES, LOSS_REASONS.length),
      raw: Array.from({ length: EXPRESSION_COUNT }, (_, i) => power(RAW + 2 * i)),
      corrected: Array.from({ length: EXPRESSION_COUNT }, (_, i) => power(CORRECTED + 2 * i)),
      valence: power(VALENCE),
      expressiveness: power(EXPRESSIVENESS),
      attention: power(ATTENTION),
      interest: power(INTEREST),
      rawHistogram: Array.from({ length: EXPRESSION_COUNT }, (_, i) =>
        run(RAW_HISTOGRAM + i * RAW_BINS, RAW_BINS),
      ),
      correctedHistogram: Array.from({ length: EXPRESSION_COUNT }, (_, i) =>
        run(CORRECTED_HISTOGRAM + i * CORRECTED_BINS, CORRECTED_BINS),
      ),
    };
  }
}
