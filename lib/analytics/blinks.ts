import { median } from "simple-statistics";
import type { Sample } from "#lib/protocol/sample.ts";

/** Eyes are shut when closure is this far from the viewer's own open eyes towards shut, and open again below the second. */
const SHUT_01 = 0.5;
const OPEN_01 = 0.3;
/** A longer closure is no blink: somebody looks down or rests. */
const LONGEST_BLINK_MS = 500;
/** A gap between samples in which a blink could begin and end unseen ends what is counted. */
const LONGEST_GAP_MS = 150;
/** Under this much time seen a rate is an anecdote. */
const LEAST_SEEN_MS = 5_000;

export interface Blinks {
  count: number;
  /** Time in which a blink could have been seen, ms. */
  seenMs: number;
  /** Null when fewer than 5 s could be seen. */
  perMinute: number | null;
}

/**
 * Blinks among samples in order of capture: a rise of eye closure half-way from this viewer's open eyes (the median
 * closure) to shut, followed by its fall within 500 ms. A blink lasts 100 to 400 ms, so only stretches with a
 * sample at least every 150 ms are counted; at 15 samples a second the shortest ones are still missed, which
 * makes the rate a lower bound.
 *
 * Source of the duration: Schiffman, Sensation and Perception (2001). Threshold relative to the person's own open
 * eyes as in Soukupova and Cech (2016), "Real-Time Eye Blink Detection using Facial Landmarks".
 */
export function countBlinks(samples: readonly Sample[]): Blinks {
  const seen = samples.filter((sample) => sample.faceCount > 0 && sample.faceSize01 > 0);
  if (seen.length === 0) return { count: 0, seenMs: 0, perMinute: null };
  const open = median(seen.map((sample) => sample.eyeClosure01));
  const level = (towardsShut: number) => open + towardsShut * (1 - open);
  let count = 0;
  let seenMs = 0;
  let shutAtMs: number | null = null;
  let before: Sample | null = null;
  for (const sample of seen) {
    const passedMs = before ? sample.captureTimeMs - before.captureTimeMs : Number.POSITIVE_INFINITY;
    before = sample;
    if (passedMs > LONGEST_GAP_MS) {
      shutAtMs = null;
      continue;
    }
    seenMs += passedMs;
    if (shutAtMs === null) {
      if (sample.eyeClosure01 >= level(SHUT_01)) shutAtMs = sample.captureTimeMs;
    } else if (sample.eyeClosure01 <= level(OPEN_01)) {
      if (sample.captureTimeMs - shutAtMs <= LONGEST_BLINK_MS) count++;
      shutAtMs = null;
    }
  }
  return { count, seenMs, perMinute: seenMs >= LEAST_SEEN_MS ? (count * 60_000) / seenMs : null };
}
