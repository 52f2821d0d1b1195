import type { AudienceSums } from "#lib/analytics/audience-sums.ts";
import { SumsTally } from "#lib/analytics/sums-tally.ts";
import type { AudienceSeconds } from "#lib/storage/read-audience-seconds.ts";

/**
 * Sums of each second from 0 to `seconds` - 1: the folded ones of every cell, plus the tail. Integers
 * throughout, so the same viewers give the same sums before and after a fold.
 */
export function sumAudience({ folded, tail }: AudienceSeconds, seconds: number): AudienceSums[] {
  const tally = new SumsTally(seconds);
  for (const { second, sums } of folded) tally.addPacked(second, sums);
  for (const { second, values } of tail) tally.addViewers(second, values);
  return tally.finish();
}
