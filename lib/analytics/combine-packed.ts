import { VIEWER_SECOND_BYTES } from "#lib/protocol/viewer-second.ts";
import { countFlat, FLAT_N, FLAT_SUMS } from "./flat-sums.ts";
import { addPackedSums, packFlatSums } from "./pack-sums.ts";

/** Packed sums and the n that stands beside them. */
export interface PackedSums {
  /** Viewers with valid raw scores. */
  n: number;
  sums: Uint8Array<ArrayBuffer>;
}

const numbers = new Float64Array(FLAT_SUMS);
const words = new Int16Array(VIEWER_SECOND_BYTES / 2);
const bytesOfWords = new Uint8Array(words.buffer);

/** Adds packed viewer-seconds to packed sums; `stored` null are the sums of nobody. */
export function addPacked(stored: Uint8Array | null, values: readonly Uint8Array[]): PackedSums {
  return combine(stored, values, 1);
}

/** Exact inverse of `addPacked`. Throws RangeError when a viewer is subtracted who was never added. */
export function subtractPacked(stored: Uint8Array | null, values: readonly Uint8Array[]): PackedSums {
  return combine(stored, values, -1);
}

function combine(stored: Uint8Array | null, values: readonly Uint8Array[], sign: 1 | -1): PackedSums {
  numbers.fill(0);
  if (stored) addPackedSums(numbers, 0, stored);
  for (const bytes of values) {
    if (bytes.length !== VIEWER_SECOND_BYTES) throw new RangeError(`viewer-second of ${bytes.length} bytes`);
    bytesOfWords.set(bytes);
    countFlat(numbers, 0, words, 0, sign);
  }
  return { n: numbers[FLAT_N]!, sums: packFlatSums(numbers) };
}
