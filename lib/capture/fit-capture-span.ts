import type { Sample } from "#lib/protocol/sample.ts";

/** A batch counts capture times in 16 bits of ms from its first sample (batch-layout.md). */
const LONGEST_SPAN_MS = 65_000;

/**
 * The most samples that fit into one batch: a second that was interrupted for over a minute (a hidden tab)
 * keeps the larger of its parts. `samples` are in order of capture; the order is kept.
 */
export function fitCaptureSpan(samples: readonly Sample[]): readonly Sample[] {
  let best: readonly Sample[] = [];
  let from = 0;
  for (let to = 0; to < samples.length; to++) {
    const until = samples[to]?.captureTimeMs ?? 0;
    while (until - (samples[from]?.captureTimeMs ?? 0) > LONGEST_SPAN_MS) from++;
    if (to - from + 1 > best.length) best = samples.slice(from, to + 1);
  }
  return best;
}
