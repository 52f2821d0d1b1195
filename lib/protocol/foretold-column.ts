import { BitStreamError } from "./bit-stream.ts";
import { BitOdds, type RangeDecoder, type RangeEncoder } from "./range-coder.ts";

/**
 * Ways to foretell a number of a column: its centre, and so many sixteenths of what those before it, the last first,
 * were above the centre. In turn: noise; what goes on from the last; the same, drawn to the centre; and steps between
 * times, of which a long one is followed by short ones.
 */
const WAYS = [
  [0, 0, 0],
  [16, 0, 0],
  [14, 0, 0],
  [-12, -8, -4],
] as const;
const WAY_BITS = 2;
/** A whole number that is exact in a double has at most so many bits. */
const MOST_BITS = 53;
const LENGTH_BITS = 6;

/** Writes a column. The reader must know how many values there are. */
export function putForetold(encoder: RangeEncoder, values: ArrayLike<number>): void {
  if (values.length === 0) return;
  const centre = median(values);
  const foretold = WAYS.map((way) => distances(values, centre, way));
  const costs = foretold.map((each) =>
    each.reduce((bits, distance) => bits + lengthOf(Math.abs(distance)), 0),
  );
  const best = costs.indexOf(Math.min(...costs));
  encoder.putBits(best, WAY_BITS);
  putWhole(encoder, centre < 0 ? -2 * centre - 1 : 2 * centre);
  odds.forget();
  for (const distance of foretold[best]!) odds.put(encoder, distance);
}

/** Inverse of `putForetold`: reads `count` values into the beginning of `into`. Throws BitStreamError. */
export function takeForetold(decoder: RangeDecoder, count: number, into: Float64Array): void {
  if (count <= 0) return;
  const [first, second, third] = WAYS[decoder.takeBits(WAY_BITS)]!;
  const code = takeWhole(decoder);
  const centre = code % 2 === 1 ? -(code + 1) / 2 : code / 2;
  odds.forget();
  let [last, before, earlier] = [0, 0, 0];
  for (let i = 0; i < count; i++) {
    const above = Math.floor((first * last + second * before + third * earlier + 8) / 16);
    const value = above + odds.take(decoder);
    into[i] = centre + value;
    earlier = before;
    before = last;
    last = value;
  }
}

function distances(values: ArrayLike<number>, centre: number, way: (typeof WAYS)[number]): number[] {
  const [first, second, third] = way;
  let [last, before, earlier] = [0, 0, 0];
  return Array.from(values, (value) => {
    const above = Math.floor((first * last + second * before + third * earlier + 8) / 16);
    earlier = before;
    before = last;
    last = value - centre;
    return last - above;
  });
}

function median(values: ArrayLike<number>): number {
  const sorted = Float64Array.from(values).sort();
  return sorted[sorted.length >> 1]!;
}

function putWhole(encoder: RangeEncoder, value: number): void {
  const length = lengthOf(value);
  encoder.putBits(length, LENGTH_BITS);
  for (let left = length - 1; left >= 0; left--) encoder.putBits(bitOf(value, left), 1);
}

function takeWhole(decoder: RangeDecoder): number {
  const length = decoder.takeBits(LENGTH_BITS);
  if (length > MOST_BITS) throw new BitStreamError("a number beyond a double");
  let value = 0;
  for (let left = length; left > 0; left--) value = 2 * value + decoder.takeBits(1);
  return value;
}

/** Bits of a whole number from 0, without zeros before it. */
function lengthOf(value: number): number {
  return value < 2 ** 31 ? 32 - Math.clz32(value) : 54 - Math.clz32(value / 2 ** 22);
}

function bitOf(value: number, place: number): number {
  return Math.floor(value / 2 ** place) % 2;
}

/** By how large the distances before were: their mean is 0, 1, 2 or 3, more. */
const SIZES = 4;
const LARGEST_REMEMBERED = 255;
const SIGNS = 3;
/** The two bits below a number's first are more or less likely; those below them are even. */
const LIKELY_BITS = 2;

/**
 * Distances from what was foretold, each by odds that the column teaches: how many bits it has, one after another; its
 * sign; its bits. Lengths are told apart by how large the distances before were, because noise comes and goes.
 */
class DistanceOdds {
  readonly #lengths = new BitOdds(SIZES * (MOST_BITS + 1));
  readonly #signs = new BitOdds(SIGNS);
  readonly #bits = new BitOdds((MOST_BITS + 1) << LIKELY_BITS);
  /** Four times the mean of the latest distances. */
  #recent = 0;
  /** The sign before: 0 minus, 1 plus, 2 neither. */
  #sign = 2;

  forget(): void {
    this.#lengths.forget();
    this.#signs.forget();
    this.#bits.forget();
    this.#recent = 0;
    this.#sign = 2;
  }

  put(encoder: RangeEncoder, distance: number): void {
    const value = Math.abs(distance);
    const length = lengthOf(value);
    const lengths = this.#size() * (MOST_BITS + 1);
    for (let bits = 0; bits < length; bits++) encoder.put(1, this.#lengths, lengths + bits);
    encoder.put(0, this.#lengths, lengths + length);
    if (length > 0) encoder.put(distance < 0 ? 0 : 1, this.#signs, this.#sign);
    let read = 1;
    for (let left = length - 2; left >= 0; left--) {
      const bit = bitOf(value, left);
      if (length - 2 - left < LIKELY_BITS) {
        encoder.put(bit, this.#bits, (length << LIKELY_BITS) | read);
        read = 2 * read + bit;
      } else encoder.putBits(bit, 1);
    }
    this.#remember(distance, value);
  }

  take(decoder: RangeDecoder): number {
    const lengths = this.#size() * (MOST_BITS + 1);
    let length = 0;
    while (decoder.take(this.#lengths, lengths + length) === 1) {
      if (++length > MOST_BITS) throw new BitStreamError("a number beyond a double");
    }
    const sign = length > 0 ? decoder.take(this.#signs, this.#sign) : 2;
    let value = length > 0 ? 1 : 0;
    let read = 1;
    for (let left = length - 2; left >= 0; left--) {
      let bit: number;
      if (length - 2 - left < LIKELY_BITS) {
        bit = decoder.take(this.#bits, (length << LIKELY_BITS) | read);
        read = 2 * read + bit;
      } else bit = decoder.takeBits(1);
      value = 2 * value + bit;
    }
    const distance = sign === 0 ? -value : value;
    this.#remember(distance, value);
    return distance;
  }

  #size(): number {
    return Math.min(SIZES - 1, 32 - Math.clz32(this.#recent >> 2));
  }

  #remember(distance: number, value: number): void {
    this.#recent += Math.min(value, LARGEST_REMEMBERED) - (this.#recent >> 2);
    this.#sign = distance < 0 ? 0 : distance > 0 ? 1 : 2;
  }
}

/** Every column begins by forgetting, so that one room serves all. */
const odds = new DistanceOdds();
