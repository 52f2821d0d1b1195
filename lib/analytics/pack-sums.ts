import { EXPRESSION_COUNT } from "#lib/protocol/expressions.ts";
import { LOSS_REASONS } from "#lib/protocol/viewer-second.ts";
import { type AudienceSums, CORRECTED_BINS, emptySums, type Power, RAW_BINS } from "./audience-sums.ts";

const VERSION = 1;
/** A sum of squares at 2^53 takes 8 bytes of 7 bits; no number takes more. */
const MAX_BYTES_A_NUMBER = 8;
const NUMBERS = 7 + LOSS_REASONS.length + 2 * 4 + EXPRESSION_COUNT * (2 * 2 + RAW_BINS + CORRECTED_BINS);

/**
 * Packs sums for storage: a version byte, then every integer as a LEB128 varint in the order of
 * `AudienceSums` (signed sums zigzag-coded); a run of zeros is one zero and its length. About 300 bytes for
 * a few hundred viewers. Throws RangeError when a count is negative: then something was subtracted that had
 * never been added.
 */
export function packSums(sums: AudienceSums): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(1 + 2 * NUMBERS * MAX_BYTES_A_NUMBER);
  let at = 0;
  bytes[at++] = VERSION;
  const put = (value: number) => {
    let rest = value;
    while (rest >= 128) {
      bytes[at++] = (rest % 128) + 128;
      rest = Math.floor(rest / 128);
    }
    bytes[at++] = rest;
  };
  let zeros = 0;
  const flushZeros = () => {
    if (zeros === 0) return;
    put(0);
    put(zeros);
    zeros = 0;
  };
  for (const value of flatten(sums)) {
    if (!(Number.isSafeInteger(value) && value >= 0)) throw new RangeError(`audience sums hold ${value}`);
    if (value === 0) {
      zeros++;
      continue;
    }
    flushZeros();
    put(value);
  }
  flushZeros();
  return bytes.slice(0, at);
}

/** Inverse of `packSums`. Throws RangeError on another version or on bytes that do not hold exactly one set. */
export function unpackSums(bytes: Uint8Array): AudienceSums {
  if (bytes[0] !== VERSION) throw new RangeError(`audience sums of version ${bytes[0]}`);
  let at = 1;
  const take = (): number => {
    let value = 0;
    let unit = 1;
    for (let i = 0; i < MAX_BYTES_A_NUMBER; i++) {
      const byte = bytes[at++];
      if (byte === undefined) break;
      value += (byte % 128) * unit;
      if (byte < 128) return value;
      unit *= 128;
    }
    throw new RangeError("audience sums end within a number");
  };
  const values: number[] = [];
  while (at < bytes.length) {
    const value = take();
    if (value !== 0) values.push(value);
    else for (let left = Math.min(take(), NUMBERS); left > 0; left--) values.push(0);
  }
  if (values.length !== NUMBERS) throw new RangeError(`audience sums of ${values.length} numbers`);
  return unflatten(values);
}

function flatten(sums: AudienceSums): number[] {
  const power = ({ sum, sumSquares }: Power) => [zigzag(sum), sumSquares];
  return [
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
  ];
}

function unflatten(values: readonly number[]): AudienceSums {
  let at = 0;
  const take = () => values[at++]!;
  const takePower = (): Power => ({ sum: unzigzag(take()), sumSquares: take() });
  const sums = emptySums();
  sums.reached = take();
  sums.coverageSum = take();
  sums.n = take();
  sums.nCorrected = take();
  sums.nExpressiveness = take();
  sums.nAttention = take();
  sums.nInterest = take();
  sums.losses = sums.losses.map(take);
  sums.raw = sums.raw.map(takePower);
  sums.corrected = sums.corrected.map(takePower);
  sums.valence = takePower();
  sums.expressiveness = takePower();
  sums.attention = takePower();
  sums.interest = takePower();
  sums.rawHistogram = sums.rawHistogram.map((bins) => bins.map(take));
  sums.correctedHistogram = sums.correctedHistogram.map((bins) => bins.map(take));
  return sums;
}

function zigzag(value: number): number {
  return value < 0 ? -2 * value - 1 : 2 * value;
}

function unzigzag(value: number): number {
  return value % 2 === 1 ? -(value + 1) / 2 : value / 2;
}
