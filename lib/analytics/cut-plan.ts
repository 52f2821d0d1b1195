import type { CutPlan } from "#lib/protocol/campaign-setup.ts";
import { seededRandom } from "./seeded-random.ts";

/**
 * The videos of the viewer whose turn it is (0, 1, 2, …), in the order shown.
 *
 * Turns are dealt in blocks of as many as there are videos, each block in an order of its own (permuted block
 * randomisation): of every block each video is shown exactly once (`oneEach`), or stands exactly once in every place
 * (`allShuffled`). However many come, no two videos ever differ by more than one viewer. The seed is the campaign's.
 */
export function cutsOfTurn(
  plan: CutPlan,
  videoIds: readonly number[],
  turn: number,
  campaignId: number,
): number[] {
  if (plan === "allInOrder" || videoIds.length < 2) return [...videoIds];
  const block = Math.floor(turn / videoIds.length);
  const place = turn % videoIds.length;
  const order = shuffled(videoIds, `campaign/${campaignId}/cuts/block/${block}`);
  return plan === "oneEach" ? [order[place]!] : [...order.slice(place), ...order.slice(0, place)];
}

/** Fisher and Yates. */
function shuffled(ids: readonly number[], seed: string): number[] {
  const { uniform } = seededRandom(seed);
  const order = [...ids];
  for (let i = order.length - 1; i > 0; i--) {
    const j = Math.floor(uniform() * (i + 1));
    [order[i], order[j]] = [order[j]!, order[i]!];
  }
  return order;
}
