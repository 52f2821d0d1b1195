import { BitWriter } from "./bit-stream.ts";
import { VIEWER_SECOND_WORDS } from "./viewer-second.ts";

/**
 * A column of 16-bit numbers: 5 bits width, 1 bit whether it is split, i16 smallest; then each number's distance from the
 * smallest in that width. Where most lie closer together it is split: 5 bits the narrow width and i16 the smallest of
 * those, and before each number a bit: 0 narrow, 1 wide. A width of 0 takes no bits.
 */
const WIDTH_BITS = 5;
const NUMBER_BITS = 16;
/** Bytes of zeros behind the last column, so that three can be read wherever a number begins. */
const PADDING = 2;

const STRIDE = VIEWER_SECOND_WORDS.length;

/** Which word of a viewer-second a column holds, of the seconds whose first word has these bits (0: of all). */
export interface ColumnPlace {
  word: number;
  mask: number;
}

/** Writes columns, one after another. */
export class ColumnWriter {
  readonly #bits = new BitWriter();

  put(words: Int16Array, { word, mask }: ColumnPlace): void {
    const values: number[] = [];
    for (let at = 0; at < words.length; at += STRIDE) {
      if ((words[at]! & mask) === mask) values.push(words[at + word]!);
    }
    const sorted = Int16Array.from(values).sort();
    const smallest = sorted[0] ?? 0;
    const width = widthOf((sorted.at(-1) ?? 0) - smallest);
    const narrow = bestSplit(sorted, width);
    this.#bits.put(width, WIDTH_BITS);
    this.#bits.put(narrow ? 1 : 0, 1);
    this.#putNumber(smallest);
    if (narrow) {
      this.#bits.put(narrow.width, WIDTH_BITS);
      this.#putNumber(narrow.smallest);
    }
    for (const value of values) {
      const isNarrow = narrow !== null && (value - narrow.smallest) >> narrow.width === 0;
      if (narrow) this.#bits.put(isNarrow ? 0 : 1, 1);
      if (isNarrow) this.#bits.put(value - narrow.smallest, narrow.width);
      else this.#bits.put(value - smallest, width);
    }
  }

  finish(): Uint8Array<ArrayBuffer> {
    this.#bits.put(0, 8 * PADDING);
    return this.#bits.finish();
  }

  #putNumber(value: number): void {
    this.#bits.put(value & 0xffff, NUMBER_BITS);
  }
}

/** Inverse of `ColumnWriter`. It is where the time of an audience's tracks goes, so it keeps its state in locals. */
export class ColumnReader {
  readonly #bytes: Uint8Array;
  #bit: number;

  /** Columns from byte `at` to the end. */
  constructor(bytes: Uint8Array, at: number) {
    this.#bytes = bytes;
    this.#bit = 8 * at;
  }

  /** Into the seconds from word `from` to before `to`. Throws RangeError on a width that no number has. */
  take(words: Int16Array, from: number, to: number, { word, mask }: ColumnPlace): void {
    const wide = this.#takeBits(WIDTH_BITS);
    const isSplit = this.#takeBits(1) === 1;
    const smallest = this.#takeNumber();
    if (wide > NUMBER_BITS) throw new RangeError(`a column ${wide} bits wide`);
    if (isSplit) {
      const narrow = this.#takeBits(WIDTH_BITS);
      const narrowSmallest = this.#takeNumber();
      if (narrow > NUMBER_BITS) throw new RangeError(`a column ${narrow} bits wide`);
      this.#takeSplit(words, from, to, word, mask, wide, smallest, narrow, narrowSmallest);
      return;
    }
    const bytes = this.#bytes;
    const low = (1 << wide) - 1;
    let bit = this.#bit;
    for (let at = from; at < to; at += STRIDE) {
      if ((words[at]! & mask) !== mask) continue;
      const byte = bit >>> 3;
      const window = (bytes[byte]! << 16) | (bytes[byte + 1]! << 8) | bytes[byte + 2]!;
      words[at + word] = smallest + ((window >>> (24 - (bit & 7) - wide)) & low);
      bit += wide;
    }
    this.#bit = bit;
  }

  /** Throws RangeError unless exactly everything was read. */
  end(): void {
    if (((this.#bit + 7) >>> 3) + PADDING !== this.#bytes.length) {
      throw new RangeError(`columns of ${this.#bit} bits in ${this.#bytes.length} bytes`);
    }
  }

  #takeSplit(
    words: Int16Array,
    from: number,
    to: number,
    word: number,
    mask: number,
    wide: number,
    smallest: number,
    narrow: number,
    narrowSmallest: number,
  ): void {
    const bytes = this.#bytes;
    let bit = this.#bit;
    for (let at = from; at < to; at += STRIDE) {
      if ((words[at]! & mask) !== mask) continue;
      const byte = bit >>> 3;
      const window = (bytes[byte]! << 16) | (bytes[byte + 1]! << 8) | bytes[byte + 2]!;
      const left = 23 - (bit & 7);
      if (((window >>> left) & 1) === 0) {
        words[at + word] = narrowSmallest + ((window >>> (left - narrow)) & ((1 << narrow) - 1));
        bit += 1 + narrow;
      } else {
        words[at + word] = smallest + ((window >>> (left - wide)) & ((1 << wide) - 1));
        bit += 1 + wide;
      }
    }
    this.#bit = bit;
  }

  #takeBits(bits: number): number {
    const bytes = this.#bytes;
    const byte = this.#bit >>> 3;
    const window = (bytes[byte]! << 16) | (bytes[byte + 1]! << 8) | bytes[byte + 2]!;
    const value = (window >>> (24 - (this.#bit & 7) - bits)) & ((1 << bits) - 1);
    this.#bit += bits;
    return value;
  }

  #takeNumber(): number {
    return (this.#takeBits(NUMBER_BITS) << 16) >> 16;
  }
}

function widthOf(range: number): number {
  return 32 - Math.clz32(range);
}

/** The narrow width and smallest that save most bits; null when none saves any. */
function bestSplit(sorted: Int16Array, width: number): { width: number; smallest: number } | null {
  let best: { width: number; smallest: number } | null = null;
  let least = sorted.length * width;
  for (let narrow = 0; narrow < width; narrow++) {
    let first = 0;
    for (let last = 0; last < sorted.length; last++) {
      while (widthOf(sorted[last]! - sorted[first]!) > narrow) first++;
      const within = last - first + 1;
      const bits =
        WIDTH_BITS + NUMBER_BITS + sorted.length + within * narrow + (sorted.length - within) * width;
      if (bits >= least) continue;
      least = bits;
      best = { width: narrow, smallest: sorted[first]! };
    }
  }
  return best;
}
