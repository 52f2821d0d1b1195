import { MAX_COVER_SIDE_MS } from "#lib/protocol/limits.ts";
import type { Sample } from "#lib/protocol/sample.ts";

export interface CoveredSample {
  sample: Sample;
  /** Media time that this sample stands for, ms. */
  coverMs: number;
}

/**
 * How much of the media second [second, second + 1) each sample covers: from halfway to its neighbour before
 * to halfway to its neighbour after, at most MAX_COVER_SIDE_MS a side, cut at the second's edges. Neighbours
 * are samples of any state, so a lost frame takes its own share and gives none to the frames beside it.
 *
 * It is measured in media time: samples taken while the video stands still share one media time and cover
 * nothing between them, so a stall neither adds coverage nor stretches over it.
 *
 * Source: metrics.md, "Coverage".
 */
export function coverSecond(samples: readonly Sample[], second: number): CoveredSample[] {
  const startMs = second * 1000;
  const endMs = startMs + 1000;
  const ordered = isOrdered(samples) ? samples : [...samples].sort(byTime);
  const covered: CoveredSample[] = [];
  for (let i = 0; i < ordered.length; i++) {
    const sample = ordered[i]!;
    const at = sample.mediaTimeMs;
    const before = i === 0 ? MAX_COVER_SIDE_MS : side(at - ordered[i - 1]!.mediaTimeMs);
    const after = i === ordered.length - 1 ? MAX_COVER_SIDE_MS : side(ordered[i + 1]!.mediaTimeMs - at);
    const from = Math.max(startMs, at - before);
    const to = Math.min(endMs, at + after);
    covered.push({ sample, coverMs: Math.max(0, to - from) });
  }
  return covered;
}

function byTime(a: Sample, b: Sample): number {
  return a.mediaTimeMs - b.mediaTimeMs || a.captureTimeMs - b.captureTimeMs;
}

/** As nearly every batch is: the codec refuses any other. */
function isOrdered(samples: readonly Sample[]): boolean {
  for (let i = 1; i < samples.length; i++) if (byTime(samples[i - 1]!, samples[i]!) > 0) return false;
  return true;
}

function side(gapMs: number): number {
  return Math.min(gapMs / 2, MAX_COVER_SIDE_MS);
}
