import { unpackViewerSecond } from "#lib/protocol/viewer-second.ts";
import { type AudienceSums, addViewerSecond, emptySums, subtractViewerSecond } from "./audience-sums.ts";
import { packSums, unpackSums } from "./pack-sums.ts";

/** Packed sums and the n that stands beside them. */
export interface PackedSums {
  /** Viewers with valid raw scores. */
  n: number;
  sums: Uint8Array<ArrayBuffer>;
}

/** Adds packed viewer-seconds to packed sums; `stored` null are the sums of nobody. */
export function addPacked(stored: Uint8Array | null, values: readonly Uint8Array[]): PackedSums {
  return combine(stored, values, addViewerSecond);
}

/** Exact inverse of `addPacked`. Throws RangeError when a viewer is subtracted who was never added. */
export function subtractPacked(stored: Uint8Array | null, values: readonly Uint8Array[]): PackedSums {
  return combine(stored, values, subtractViewerSecond);
}

function combine(
  stored: Uint8Array | null,
  values: readonly Uint8Array[],
  apply: typeof addViewerSecond,
): PackedSums {
  const sums: AudienceSums = stored ? unpackSums(stored) : emptySums();
  for (const bytes of values) apply(sums, unpackViewerSecond(bytes));
  return { n: sums.n, sums: packSums(sums) };
}
