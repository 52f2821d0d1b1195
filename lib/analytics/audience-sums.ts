import { EXPRESSION_COUNT } from "#lib/protocol/expressions.ts";
import { SCALE } from "#lib/protocol/limits.ts";
import { LOSS_REASONS, type ViewerSecond } from "#lib/protocol/viewer-second.ts";

/** Sum and sum of squares over viewers of one measure, in 1/10,000 and its square: exact integers. */
export interface Power {
  sum: number;
  sumSquares: number;
}

/**
 * Additive sums of one second of a video over viewers. Every field is an integer, so adding and subtracting
 * are exact in any order (up to 90 million viewers, where a sum of squares passes 2^53).
 */
export interface AudienceSums {
  /** Viewers of whom this second was received, valid or not. */
  reached: number;
  /** Over `reached`, in 1/10,000. */
  coverageSum: number;
  /** Viewers with valid raw scores; valence has the same n. */
  n: number;
  nCorrected: number;
  nExpressiveness: number;
  nAttention: number;
  nInterest: number;
  /** Viewers without valid scores by reason, in LOSS_REASONS order; they sum to reached - n. */
  losses: number[];
  /** In EXPRESSIONS order, over n and over nCorrected. */
  raw: Power[];
  corrected: Power[];
  valence: Power;
  expressiveness: Power;
  attention: Power;
  interest: Power;
  /** By expression, RAW_BINS bins of 0.05 from 0: bin = floor(v / 500). */
  rawHistogram: number[][];
  /** By expression, CORRECTED_BINS bins of 0.05 from -1: bin = floor(v / 500) + CORRECTED_ZERO_BIN. */
  correctedHistogram: number[][];
}

/** Width of a histogram's bin, in 1/10,000. */
export const BIN_WIDTH = 500;
export const RAW_BINS = SCALE / BIN_WIDTH + 1;
export const CORRECTED_ZERO_BIN = SCALE / BIN_WIDTH;
export const CORRECTED_BINS = 2 * CORRECTED_ZERO_BIN + 1;

/** The sums of nobody. */
export function emptySums(): AudienceSums {
  const power = (): Power => ({ sum: 0, sumSquares: 0 });
  const seven = <T>(make: () => T) => Array.from({ length: EXPRESSION_COUNT }, make);
  const zeros = (length: number) => new Array<number>(length).fill(0);
  return {
    reached: 0,
    coverageSum: 0,
    n: 0,
    nCorrected: 0,
    nExpressiveness: 0,
    nAttention: 0,
    nInterest: 0,
    losses: zeros(LOSS_REASONS.length),
    raw: seven(power),
    corrected: seven(power),
    valence: power(),
    expressiveness: power(),
    attention: power(),
    interest: power(),
    rawHistogram: seven(() => zeros(RAW_BINS)),
    correctedHistogram: seven(() => zeros(CORRECTED_BINS)),
  };
}

/** Adds one viewer to `sums`, in place. */
export function addViewerSecond(sums: AudienceSums, second: ViewerSecond): void {
  count(sums, second, 1);
}

/** Exact inverse of `addViewerSecond`, in place. */
export function subtractViewerSecond(sums: AudienceSums, second: ViewerSecond): void {
  count(sums, second, -1);
}

function count(sums: AudienceSums, second: ViewerSecond, sign: 1 | -1): void {
  sums.reached += sign;
  sums.coverageSum += sign * second.coverage;
  if (second.loss !== null) increase(sums.losses, LOSS_REASONS.indexOf(second.loss), sign);
  if (second.raw && second.valence !== null) {
    sums.n += sign;
    countSeven(sums.raw, sums.rawHistogram, 0, second.raw, sign);
    countPower(sums.valence, second.valence, sign);
  }
  if (second.corrected) {
    sums.nCorrected += sign;
    countSeven(sums.corrected, sums.correctedHistogram, CORRECTED_ZERO_BIN, second.corrected, sign);
  }
  if (second.expressiveness !== null) {
    sums.nExpressiveness += sign;
    countPower(sums.expressiveness, second.expressiveness, sign);
  }
  if (second.attention !== null) {
    sums.nAttention += sign;
    countPower(sums.attention, second.attention, sign);
  }
  if (second.interest !== null) {
    sums.nInterest += sign;
    countPower(sums.interest, second.interest, sign);
  }
}

function countSeven(
  powers: Power[],
  histograms: number[][],
  zeroBin: number,
  values: readonly number[],
  sign: 1 | -1,
): void {
  for (const [i, value] of values.entries()) {
    countPower(powers[i]!, value, sign);
    increase(histograms[i]!, Math.floor(value / BIN_WIDTH) + zeroBin, sign);
  }
}

function countPower(power: Power, value: number, sign: 1 | -1): void {
  power.sum += sign * value;
  power.sumSquares += sign * value * value;
}

function increase(counts: number[], at: number, by: number): void {
  const before = counts[at];
  if (before === undefined) throw new RangeError(`no bin ${at} among ${counts.length}`);
  counts[at] = before + by;
}

/** Adds `addend` to `sums`, in place: any order and grouping of viewers gives the same sums. */
export function addSums(sums: AudienceSums, addend: AudienceSums): void {
  sums.reached += addend.reached;
  sums.coverageSum += addend.coverageSum;
  sums.n += addend.n;
  sums.nCorrected += addend.nCorrected;
  sums.nExpressiveness += addend.nExpressiveness;
  sums.nAttention += addend.nAttention;
  sums.nInterest += addend.nInterest;
  addCounts(sums.losses, addend.losses);
  for (let i = 0; i < EXPRESSION_COUNT; i++) {
    addPower(sums.raw[i]!, addend.raw[i]!);
    addPower(sums.corrected[i]!, addend.corrected[i]!);
    addCounts(sums.rawHistogram[i]!, addend.rawHistogram[i]!);
    addCounts(sums.correctedHistogram[i]!, addend.correctedHistogram[i]!);
  }
  addPower(sums.valence, addend.valence);
  addPower(sums.expressiveness, addend.expressiveness);
  addPower(sums.attention, addend.attention);
  addPower(sums.interest, addend.interest);
}

function addPower(power: Power, addend: Power): void {
  power.sum += addend.sum;
  power.sumSquares += addend.sumSquares;
}

function addCounts(counts: number[], addend: readonly number[]): void {
  for (const [i, by] of addend.entries()) increase(counts, i, by);
}
