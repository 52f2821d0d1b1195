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
  const ordered = [...samples].sort(
    (a, b) => a.mediaTimeMs - b.mediaTimeMs || a.captureTimeMs - b.captureTimeMs,
  );
  return ordered.map((sample, i) => {
    const at = sample.mediaTimeMs;
    const before = ordered[i - 1]?.mediaTimeMs;
    const after = ordered[i + 1]?.mediaTimeMs;
    const from = Math.max(startMs, at - side(before === undefined ? null : at - before));
    const to = Math.min(endMs, at + side(after === undefined ? null : after - at));
    return { sample, coverMs: Math.max(0, to - from) };
  });
}

function side(gapMs: number | null): number {
  return gapMs === null ? MAX_COVER_SIDE_MS : Math.min(gapMs / 2, MAX_COVER_SIDE_MS);
}
