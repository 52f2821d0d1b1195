import { EXPRESSION_COUNT } from "#lib/protocol/expressions.ts";
import {
  LOSS_REASONS,
  NO_LOSS,
  VIEWER_SECOND_FLAGS,
  VIEWER_SECOND_VERSION,
  VIEWER_SECOND_WORDS,
} from "#lib/protocol/viewer-second.ts";
import {
  type AudienceSums,
  BIN_WIDTH,
  CORRECTED_BINS,
  CORRECTED_ZERO_BIN,
  type Power,
  RAW_BINS,
} from "./audience-sums.ts";
import { flagsAt, lossAt, versionAt } from "./track-page.ts";

const W = VIEWER_SECOND_WORDS;
const HAS = VIEWER_SECOND_FLAGS;

/** Places of `AudienceSums`' numbers in a row, in its order. */
const REACHED = 0;
const COVERAGE = 1;
export const FLAT_N = 2;
const N_CORRECTED = 3;
const N_EXPRESSIVENESS = 4;
const N_ATTENTION = 5;
const N_INTEREST = 6;
const LOSSES = 7;
const RAW = LOSSES + LOSS_REASONS.length;
const CORRECTED = RAW + 2 * EXPRESSION_COUNT;
const VALENCE = CORRECTED + 2 * EXPRESSION_COUNT;
const EXPRESSIVENESS = VALENCE + 2;
const ATTENTION = EXPRESSIVENESS + 2;
const INTEREST = ATTENTION + 2;
const RAW_HISTOGRAM = INTEREST + 2;
const CORRECTED_HISTOGRAM = RAW_HISTOGRAM + EXPRESSION_COUNT * RAW_BINS;

/** Numbers of `AudienceSums` in a row: many are added without an object each. */
export const FLAT_SUMS = CORRECTED_HISTOGRAM + EXPRESSION_COUNT * CORRECTED_BINS;
/** Before and from these places numbers are counts; between them sums, which can be negative, and sums of squares by turns. */
export const FLAT_POWERS = { from: RAW, to: RAW_HISTOGRAM } as const;

const OTHER_LOSS = LOSS_REASONS.indexOf("error");

/**
 * What `addViewerSecond` does, with `sign` -1 `subtractViewerSecond`, for the packed viewer-second at word `at`: into the
 * row that begins at `to`. Throws RangeError on a version that it does not know, and on a value that has no bin.
 */
export function countFlat(
  numbers: Float64Array,
  to: number,
  words: Int16Array,
  at: number,
  sign: 1 | -1,
): void {
  const version = versionAt(words, at);
  if (version !== VIEWER_SECOND_VERSION) throw new RangeError(`viewer-second version ${version}`);
  const flags = flagsAt(words, at);
  const loss = lossAt(words, at);
  numbers[to + REACHED]! += sign;
  numbers[to + COVERAGE]! += sign * words[at + W.coverage]!;
  if (loss !== NO_LOSS) numbers[to + LOSSES + (loss < LOSS_REASONS.length ? loss : OTHER_LOSS)]! += sign;
  if (flags & HAS.raw) {
    numbers[to + FLAT_N]! += sign;
    countSeven(numbers, words, at + W.raw, to + RAW, { histogram: to + RAW_HISTOGRAM, ...RAW_FORM }, sign);
    countPower(numbers, to + VALENCE, words[at + W.valence]!, sign);
  }
  if (flags & HAS.corrected) {
    numbers[to + N_CORRECTED]! += sign;
    const histogram = to + CORRECTED_HISTOGRAM;
    countSeven(numbers, words, at + W.corrected, to + CORRECTED, { histogram, ...CORRECTED_FORM }, sign);
  }
  if (flags & HAS.expressiveness) {
    numbers[to + N_EXPRESSIVENESS]! += sign;
    countPower(numbers, to + EXPRESSIVENESS, words[at + W.expressiveness]!, sign);
  }
  if (flags & HAS.attention) {
    numbers[to + N_ATTENTION]! += sign;
    countPower(numbers, to + ATTENTION, words[at + W.attention]!, sign);
  }
  if (flags & HAS.interest) {
    numbers[to + N_INTEREST]! += sign;
    countPower(numbers, to + INTEREST, words[at + W.interest]!, sign);
  }
}

const RAW_FORM = { bins: RAW_BINS, zero: 0 } as const;
const CORRECTED_FORM = { bins: CORRECTED_BINS, zero: CORRECTED_ZERO_BIN } as const;

function countSeven(
  numbers: Float64Array,
  words: Int16Array,
  from: number,
  to: number,
  { histogram, bins, zero }: { histogram: number; bins: number; zero: number },
  sign: 1 | -1,
): void {
  for (let i = 0; i < EXPRESSION_COUNT; i++) {
    const value = words[from + i]!;
    countPower(numbers, to + 2 * i, value, sign);
    const bin = Math.floor(value / BIN_WIDTH) + zero;
    if (bin < 0 || bin >= bins) throw new RangeError(`no bin ${bin} among ${bins}`);
    numbers[histogram + i * bins + bin]! += sign;
  }
}

function countPower(numbers: Float64Array, to: number, value: number, sign: 1 | -1): void {
  numbers[to]! += sign * value;
  numbers[to + 1]! += sign * value * value;
}

/** The row that begins at `at`, as sums with names. */
export function sumsOfFlat(numbers: Float64Array, at = 0): AudienceSums {
  const number = (place: number) => numbers[at + place]!;
  const power = (place: number): Power => ({ sum: number(place), sumSquares: number(place + 1) });
  const run = (place: number, length: number) =>
    Array.from(numbers.subarray(at + place, at + place + length));
  return {
    reached: number(REACHED),
    coverageSum: number(COVERAGE),
    n: number(FLAT_N),
    nCorrected: number(N_CORRECTED),
    nExpressiveness: number(N_EXPRESSIVENESS),
    nAttention: number(N_ATTENTION),
    nInterest: number(N_INTEREST),
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

/** Inverse of `sumsOfFlat`. */
export function flatSums(sums: AudienceSums): Float64Array<ArrayBuffer> {
  const power = ({ sum, sumSquares }: Power) => [sum, sumSquares];
  return Float64Array.from([
    sums.reached,
    sums.coverageSum,
    sums.n,
    sums.nCorrected,
    sums.nExpressiveness,
    sums.nAttention,
    sums.nInterest,
    ...sums.losses,
    ...sums.raw.flatMap(power),
    ...sums.corrected.flatMap(power),
    ...[sums.valence, sums.expressiveness, sums.attention, sums.interest].flatMap(power),
    ...sums.rawHistogram.flat(),
    ...sums.correctedHistogram.flat(),
  ]);
}
