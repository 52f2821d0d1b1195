import type { AudienceSums } from "./audience-sums.ts";
import { FLAT_POWERS, FLAT_SUMS, flatSums, sumsOfFlat } from "./flat-sums.ts";

const VERSION = 1;
/** A sum of squares at 2^53 takes 8 bytes of 7 bits; no number takes more. */
const MAX_BYTES_A_NUMBER = 8;
const room = new Uint8Array(1 + 2 * FLAT_SUMS * MAX_BYTES_A_NUMBER);

/**
 * Packs sums for storage: a version byte, then every integer as a LEB128 varint in the order of
 * `AudienceSums` (signed sums zigzag-coded); a run of zeros is one zero and its length. About 300 bytes for
 * a few hundred viewers. Throws RangeError when a count is negative: then something was subtracted that had
 * never been added.
 */
export function packSums(sums: AudienceSums): Uint8Array<ArrayBuffer> {
  return packFlatSums(flatSums(sums));
}

/** The same of numbers in a row (flat-sums.ts). */
export function packFlatSums(numbers: Float64Array): Uint8Array<ArrayBuffer> {
  let at = 0;
  room[at++] = VERSION;
  const put = (value: number) => {
    let rest = value;
    while (rest >= 128) {
      room[at++] = (rest % 128) + 128;
      rest = Math.floor(rest / 128);
    }
    room[at++] = rest;
  };
  let zeros = 0;
  const flushZeros = () => {
    if (zeros === 0) return;
    put(0);
    put(zeros);
    zeros = 0;
  };
  for (let place = 0; place < FLAT_SUMS; place++) {
    const number = numbers[place]!;
    const value = isSigned(place) ? zigzag(number) : number;
    if (!(Number.isSafeInteger(value) && value >= 0)) throw new RangeError(`audience sums hold ${value}`);
    if (value === 0) {
      zeros++;
      continue;
    }
    flushZeros();
    put(value);
  }
  flushZeros();
  return room.slice(0, at);
}

/** Inverse of `packSums`. Throws RangeError on another version or on bytes that do not hold exactly one set. */
export function unpackSums(bytes: Uint8Array): AudienceSums {
  const numbers = new Float64Array(FLAT_SUMS);
  addPackedSums(numbers, 0, bytes);
  return sumsOfFlat(numbers);
}

/** Adds packed sums to the row of numbers that begins at `to`, which is not to be used when this throws, as `unpackSums` does. */
export function addPackedSums(numbers: Float64Array, to: number, bytes: Uint8Array): void {
  const end = addNextSums(numbers, to, bytes, 0);
  if (end !== bytes.length) throw new RangeError(`${bytes.length - end} bytes more than audience sums`);
}

/** The same of any number of packed sums, end to end. */
export function addAllPackedSums(numbers: Float64Array, to: number, bytes: Uint8Array): void {
  for (let at = 0; at < bytes.length; ) at = addNextSums(numbers, to, bytes, at);
}

/** Adds the sums that begin at `from`; answers where they end. */
function addNextSums(numbers: Float64Array, to: number, bytes: Uint8Array, from: number): number {
  if (bytes[from] !== VERSION) throw new RangeError(`audience sums of version ${bytes[from]}`);
  let at = from + 1;
  const take = (): number => {
    let value = 0;
    let unit = 1;
    for (let i = 0; i < MAX_BYTES_A_NUMBER; i++) {
      const byte = bytes[at++];
      if (byte === undefined) break;
      value += (byte & 127) * unit;
      if (byte < 128) return value;
      unit *= 128;
    }
    throw new RangeError("audience sums end within a number");
  };
  let place = 0;
  while (place < FLAT_SUMS) {
    const value = take();
    if (value === 0) place += take();
    else {
      numbers[to + place]! += isSigned(place) ? unzigzag(value) : value;
      place++;
    }
  }
  if (place > FLAT_SUMS) throw new RangeError(`audience sums of ${place} numbers`);
  return at;
}

/** Of a sum with its sum of squares, the sum. */
function isSigned(place: number): boolean {
  return place >= FLAT_POWERS.from && place < FLAT_POWERS.to && ((place - FLAT_POWERS.from) & 1) === 0;
}

function zigzag(value: number): number {
  return value < 0 ? -2 * value - 1 : 2 * value;
}

function unzigzag(value: number): number {
  return value % 2 === 1 ? -(value + 1) / 2 : value / 2;
}
