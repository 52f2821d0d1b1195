import { type AudienceSums, addSums, addViewerSecond, emptySums } from "#lib/analytics/audience-sums.ts";
import { unpackSums } from "#lib/analytics/pack-sums.ts";
import { unpackViewerSecond } from "#lib/protocol/viewer-second.ts";
import type { AudienceSeconds } from "#lib/storage/read-audience-seconds.ts";

/**
 * Sums of each second from 0 to `seconds` - 1: the folded ones of every cell, plus the tail. Integers
 * throughout, so the same viewers give the same sums before and after a fold.
 */
export function sumAudience({ folded, tail }: AudienceSeconds, seconds: number): AudienceSums[] {
  const sums = Array.from({ length: seconds }, emptySums);
  for (const { second, sums: bytes } of folded) {
    const target = sums[second];
    if (target) addSums(target, unpackSums(bytes));
  }
  for (const { second, values } of tail) {
    const target = sums[second];
    if (target) addViewerSecond(target, unpackViewerSecond(values));
  }
  return sums;
}
