import { BitStreamError } from "./bit-stream.ts";

/**
 * Binary arithmetic coding: to say that a likely bit came costs less than a bit. The coder is lpaq1's (M. Mahoney, 2007):
 * an interval of 32-bit numbers, cut where the odds say; upper bytes that its ends share are written.
 */
const WHOLE = 0xffff_ffff;
const END_BYTES = 4;
const CERTAIN = 65_536;
const EVEN = CERTAIN / 2;
/** No bit is ever certain. */
const LEAST = 32;
/** Odds are about the mean of what came, and after so many bits the mean of the latest. */
const LONGEST_MEMORY = 126;
const PART = Int32Array.from({ length: LONGEST_MEMORY + 1 }, (_, seen) => Math.round(CERTAIN / (seen + 2.5)));

/** How likely each of some bits is to be 1, in 1/65,536, learnt from those that came. */
export class BitOdds {
  readonly #ones: Uint16Array;
  readonly #seen: Uint8Array;

  constructor(count: number) {
    this.#ones = new Uint16Array(count).fill(EVEN);
    this.#seen = new Uint8Array(count);
  }

  /** As if nothing had come. */
  forget(): void {
    this.#ones.fill(EVEN);
    this.#seen.fill(0);
  }

  at(index: number): number {
    return this.#ones[index]!;
  }

  learn(index: number, bit: number): void {
    const seen = this.#seen[index]!;
    const ones = this.#ones[index]!;
    const moved = ones + ((((bit === 1 ? CERTAIN : 0) - ones) * PART[seen]!) >> 16);
    this.#ones[index] = Math.min(Math.max(moved, LEAST), CERTAIN - LEAST);
    if (seen < LONGEST_MEMORY) this.#seen[index] = seen + 1;
  }
}

export class RangeEncoder {
  #bytes = new Uint8Array(1_024);
  #length = 0;
  #low = 0;
  #high = WHOLE;

  /** A bit by odds, which learn of it. */
  put(bit: number, odds: BitOdds, index: number): void {
    this.#cut(bit, odds.at(index));
    odds.learn(index, bit);
  }

  /** The lowest `bits` (at most 31) of a whole number from 0, of which nothing is known. */
  putBits(value: number, bits: number): void {
    for (let left = bits - 1; left >= 0; left--) this.#cut((value >>> left) & 1, EVEN);
  }

  finish(): Uint8Array<ArrayBuffer> {
    for (let left = 0; left < END_BYTES; left++) this.#write(this.#low >>> (24 - 8 * left));
    return this.#bytes.slice(0, this.#length);
  }

  #cut(bit: number, ones: number): void {
    const middle = middleOf(this.#low, this.#high, ones);
    if (bit === 1) this.#high = middle;
    else this.#low = middle + 1;
    while (((this.#low ^ this.#high) & 0xff00_0000) === 0) {
      this.#write(this.#high >>> 24);
      this.#low = (this.#low << 8) >>> 0;
      this.#high = ((this.#high << 8) | 255) >>> 0;
    }
  }

  #write(byte: number): void {
    if (this.#length === this.#bytes.length) {
      const larger = new Uint8Array(2 * this.#length);
      larger.set(this.#bytes);
      this.#bytes = larger;
    }
    this.#bytes[this.#length++] = byte & 255;
  }
}

/** Inverse of `RangeEncoder`. Throws BitStreamError when the bytes end before what is asked for. */
export class RangeDecoder {
  readonly #bytes: Uint8Array;
  #next: number;
  /** Low, high and the number between them; in an array, so that 32 bits stay bare numbers. */
  readonly #state = Uint32Array.of(0, WHOLE, 0);

  constructor(bytes: Uint8Array, from: number) {
    this.#bytes = bytes;
    this.#next = from;
    for (let left = 0; left < END_BYTES; left++) this.#state[2] = (this.#state[2]! << 8) | this.#read();
  }

  take(odds: BitOdds, index: number): number {
    const bit = this.#cut(odds.at(index));
    odds.learn(index, bit);
    return bit;
  }

  /** At most 31 bits. */
  takeBits(bits: number): number {
    let value = 0;
    for (let left = bits; left > 0; left--) value = (value << 1) | this.#cut(EVEN);
    return value;
  }

  /** Whether all bytes were read. */
  isAtEnd(): boolean {
    return this.#next === this.#bytes.length;
  }

  #cut(ones: number): number {
    const state = this.#state;
    const middle = middleOf(state[0]!, state[1]!, ones);
    const bit = state[2]! <= middle ? 1 : 0;
    if (bit === 1) state[1] = middle;
    else state[0] = middle + 1;
    while (((state[0]! ^ state[1]!) & 0xff00_0000) === 0) {
      state[0] = state[0]! << 8;
      state[1] = (state[1]! << 8) | 255;
      state[2] = (state[2]! << 8) | this.#read();
    }
    return bit;
  }

  #read(): number {
    if (this.#next >= this.#bytes.length) throw new BitStreamError("the bytes end within a number");
    return this.#bytes[this.#next++]!;
  }
}

function middleOf(low: number, high: number, ones: number): number {
  return low + Math.floor(((high - low) * ones) / CERTAIN);
}
