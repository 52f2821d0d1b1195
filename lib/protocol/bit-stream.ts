/** A quotient this long is not written out: the number follows by itself. */
const LONGEST_QUOTIENT = 15;
const GROUP_BITS = 4;
const GROUP = 2 ** GROUP_BITS;
/** Groups of the largest whole number that is exact in a double. */
const MAX_GROUPS = 14;

/** More was read than was written, or a number that nobody writes. */
export class BitStreamError extends Error {
  override readonly name = "BitStreamError";
}

/** Bits, the most significant of a byte first. */
export class BitWriter {
  private bytes = new Uint8Array(128);
  private bit = 0;

  /** The lowest `bits` (at most 24) of a whole number from 0. */
  put(value: number, bits: number): void {
    if (this.bit + bits + 8 > this.bytes.length * 8) this.grow();
    for (let left = bits; left > 0; ) {
      const room = 8 - (this.bit & 7);
      const taken = Math.min(room, left);
      const part = (value >>> (left - taken)) & ((1 << taken) - 1);
      this.bytes[this.bit >>> 3]! |= part << (room - taken);
      this.bit += taken;
      left -= taken;
    }
  }

  /** A whole number from 0 by Golomb-Rice: its quotient by 2^k in ones and a zero, then k bits. */
  putRice(value: number, k: number): void {
    const quotient = Math.floor(value / 2 ** k);
    if (quotient < LONGEST_QUOTIENT) {
      this.put(2 ** (quotient + 1) - 2, quotient + 1);
      this.put(value % 2 ** k, k);
    } else {
      this.put(2 ** LONGEST_QUOTIENT - 1, LONGEST_QUOTIENT);
      this.putNumber(value);
    }
  }

  /** Any whole number from 0, in groups of four bits, each with a bit that says whether one follows. */
  putNumber(value: number): void {
    const groups: number[] = [];
    for (let rest = value; groups.length === 0 || rest > 0; rest = Math.floor(rest / GROUP)) {
      groups.push(rest % GROUP);
    }
    for (let i = groups.length - 1; i >= 0; i--) this.put((i > 0 ? GROUP : 0) + groups[i]!, GROUP_BITS + 1);
  }

  /** What was written, the last byte filled up with zeros. */
  finish(): Uint8Array<ArrayBuffer> {
    return this.bytes.slice(0, (this.bit + 7) >>> 3);
  }

  private grow(): void {
    const larger = new Uint8Array(this.bytes.length * 2);
    larger.set(this.bytes);
    this.bytes = larger;
  }
}

/** Bits that `putRice` takes for a value. */
export function riceBits(value: number, k: number): number {
  const quotient = Math.floor(value / 2 ** k);
  if (quotient < LONGEST_QUOTIENT) return quotient + 1 + k;
  return LONGEST_QUOTIENT + numberBits(value);
}

/** Bits that `putNumber` takes for a value. */
export function numberBits(value: number): number {
  let groups = 1;
  for (let rest = Math.floor(value / GROUP); rest > 0; rest = Math.floor(rest / GROUP)) groups++;
  return groups * (GROUP_BITS + 1);
}

/** Bytes of zeros behind the input, so that a window of 32 bits can be read at its end. */
const PADDING = 8;
/** Bits of a window that are there wherever in a byte it begins. */
const SURE_BITS = 25;

/** Inverse of `BitWriter`. Throws BitStreamError when the bytes end before what is asked for. */
export class BitReader {
  private bit = 0;
  private end = 0;
  private bytes: Uint8Array;

  constructor(input: Uint8Array) {
    this.bytes = new Uint8Array(input.length + PADDING);
    this.open(input);
  }

  /** Reads other bytes from their beginning, in the room that is there. */
  open(input: Uint8Array): void {
    if (this.bytes.length < input.length + PADDING) this.bytes = new Uint8Array(input.length + PADDING);
    this.bytes.set(input);
    this.bytes.fill(0, input.length, input.length + PADDING);
    this.end = input.length * 8;
    this.bit = 0;
  }

  /** At most 24 bits. */
  take(bits: number): number {
    const from = this.bit;
    if (from + bits > this.end) throw new BitStreamError("the bits end within a number");
    this.bit = from + bits;
    return bits === 0 ? 0 : this.window(from) >>> (32 - bits);
  }

  takeRice(k: number): number {
    const from = this.bit;
    const window = this.window(from);
    const quotient = Math.clz32(~window);
    const bits = quotient + 1 + k;
    if (quotient < LONGEST_QUOTIENT && bits <= SURE_BITS) {
      if (from + bits > this.end) throw new BitStreamError("the bits end within a number");
      this.bit = from + bits;
      return k === 0 ? quotient : (quotient << k) | ((window << (quotient + 1)) >>> (32 - k));
    }
    if (quotient >= LONGEST_QUOTIENT) {
      this.take(LONGEST_QUOTIENT);
      return this.takeNumber();
    }
    this.take(quotient + 1);
    return (quotient << k) | this.take(k);
  }

  /**
   * Numbers of either sign, each from `takeRice` (0, -1, 1, -2, … as 0, 1, 2, 3, …), into `into` from `from` to
   * before `to`. It is where a server's time goes, so it keeps its state in locals.
   */
  takeSigned(k: number, into: Float64Array, from: number, to: number): void {
    const { bytes, end } = this;
    let bit = this.bit;
    for (let i = from; i < to; i++) {
      const at = bit >>> 3;
      const window =
        ((bytes[at]! << 24) | (bytes[at + 1]! << 16) | (bytes[at + 2]! << 8) | bytes[at + 3]!) << (bit & 7);
      const quotient = Math.clz32(~window);
      const bits = quotient + 1 + k;
      let value: number;
      if (quotient < LONGEST_QUOTIENT && bits <= SURE_BITS) {
        bit += bits;
        if (bit > end) throw new BitStreamError("the bits end within a number");
        value = k === 0 ? quotient : (quotient << k) | ((window << (quotient + 1)) >>> (32 - k));
        into[i] = (value >>> 1) ^ -(value & 1);
      } else {
        this.bit = bit;
        value = this.takeRice(k);
        bit = this.bit;
        into[i] = (value & 1) === 1 ? -(value + 1) / 2 : value / 2;
      }
    }
    this.bit = bit;
  }

  takeNumber(): number {
    let value = 0;
    for (let groups = 0; groups < MAX_GROUPS; groups++) {
      const group = this.take(GROUP_BITS + 1);
      value = value * GROUP + (group & (GROUP - 1));
      if (group < GROUP) return value;
    }
    throw new BitStreamError("a number without an end");
  }

  /** Whether nothing is left but the zeros that fill up the last byte. */
  isAtEnd(): boolean {
    return this.end - this.bit < 8 && this.take(this.end - this.bit) === 0;
  }

  /** Bits from `from` on at the top of 32, of which the lowest seven may be missing. */
  private window(from: number): number {
    const at = from >>> 3;
    const { bytes } = this;
    const four = (bytes[at]! << 24) | (bytes[at + 1]! << 16) | (bytes[at + 2]! << 8) | bytes[at + 3]!;
    return four << (from & 7);
  }
}
