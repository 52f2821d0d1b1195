import { measuredSeconds } from "#lib/protocol/limits.ts";
import type { Stimulus } from "#lib/protocol/session-api.ts";

/** A video that is still to be shown, from where on. */
export interface MissingPart {
  stimulus: Stimulus;
  firstSecond: number;
}

/** What is still to be shown of a session's videos, in order, given the seconds that are stored by segment. */
export function missingParts(
  stimuli: readonly Stimulus[],
  stored: Readonly<Record<number, readonly number[]>>,
): MissingPart[] {
  return stimuli.flatMap((stimulus) => {
    const firstSecond = firstMissingSecond(stored[stimulus.segment], measuredSeconds(stimulus.durationMs));
    return firstSecond === null ? [] : [{ stimulus, firstSecond }];
  });
}

/** The first second of a segment that is not among `stored`; null when all of them are. */
export function firstMissingSecond(stored: readonly number[] | undefined, seconds: number): number | null {
  const known = new Set(stored);
  for (let second = 0; second < seconds; second++) if (!known.has(second)) return second;
  return null;
}
