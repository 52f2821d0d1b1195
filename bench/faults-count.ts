import { addPacked } from "#lib/analytics/combine-packed.ts";
import { unpackSums } from "#lib/analytics/pack-sums.ts";
import { recomputeSums } from "#lib/reports/recompute-sums.ts";
import type { Database } from "#lib/storage/database.ts";
import { foldVideo } from "#lib/storage/fold-video.ts";
import { storedSeconds } from "#lib/storage/stored-seconds.ts";
import type { StreamingViewer } from "#lib/testing/streaming-viewer.ts";

export interface WatchedSession {
  sessionId: number;
  viewer: StreamingViewer;
}

export interface CountedFaults {
  batches: number;
  /** Acknowledged, and not stored. */
  ackedLost: number;
  /** Viewer-seconds that the audience's sums hold more often than viewers have them. */
  duplicated: number;
  /** Handed over, and never acknowledged; or refused for good. */
  unsent: number;
  /** What `npm run verify` would print. */
  sumsDiffer: number;
}

/** Folds what is left, and compares what the viewers know with what the database holds. */
export async function countFaults(
  db: Database,
  videoId: number,
  watched: readonly WatchedSession[],
): Promise<CountedFaults> {
  for (let more = true; more; ) ({ more } = await foldVideo(db, videoId, addPacked));
  const counted = { batches: 0, ackedLost: 0, duplicated: 0, unsent: 0, sumsDiffer: 0 };
  const viewersOfSecond = new Map<number, number>();
  for (const { sessionId, viewer } of watched) {
    const bySegment = await storedSeconds(db, sessionId);
    const stored = new Set(
      Object.entries(bySegment).flatMap(([segment, seconds]) =>
        seconds.map((second) => `${segment}/${second}`),
      ),
    );
    counted.batches += viewer.sent.size;
    for (const key of viewer.sent.keys()) {
      if (!viewer.acknowledged.has(key)) counted.unsent++;
      else if (!stored.has(key)) counted.ackedLost++;
    }
    counted.unsent += viewer.state().lost;
    for (const second of bySegment[1] ?? []) {
      viewersOfSecond.set(second, (viewersOfSecond.get(second) ?? 0) + 1);
    }
  }
  const reached = new Map<number, number>();
  for (const { second, sums } of await db.audienceSecond.findMany({ where: { videoId } })) {
    reached.set(second, (reached.get(second) ?? 0) + unpackSums(sums).reached);
  }
  for (const [second, viewers] of reached) {
    counted.duplicated += Math.max(0, viewers - (viewersOfSecond.get(second) ?? 0));
  }
  counted.sumsDiffer = (await recomputeSums(db)).differences.length;
  return counted;
}
