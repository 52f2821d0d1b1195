import { type AudienceSums, addViewerSecond, emptySums } from "#lib/analytics/audience-sums.ts";
import { packSums, unpackSums } from "#lib/analytics/pack-sums.ts";
import { viewerSecond } from "#lib/analytics/viewer-second.ts";
import { decodeBatch } from "#lib/protocol/batch-codec.ts";
import { packViewerSecond, unpackViewerSecond } from "#lib/protocol/viewer-second.ts";
import type { Database, Transaction } from "#lib/storage/database.ts";
import { type DifferingCount, differingCounts } from "#lib/storage/differing-counts.ts";
import { inSnapshot } from "#lib/storage/in-snapshot.ts";
import { readVideoBatches, type VideoBatch } from "#lib/storage/read-video-batches.ts";

export interface Recomputation {
  videos: number;
  batches: number;
  audienceSeconds: number;
  /** One sentence each; none when what is stored is what the batches give. */
  differences: string[];
}

/**
 * Computes every stored number again from the batches' own bytes: payload and baseline give the viewer-second,
 * viewer-seconds that a fold has read give the audience's sums; and counts the sessions again. On one snapshot, a video in
 * memory at a time.
 */
export async function recomputeSums(db: Database): Promise<Recomputation> {
  return inSnapshot(db, async (tx) => {
    const result: Recomputation = { videos: 0, batches: 0, audienceSeconds: 0, differences: [] };
    const videos = await tx.video.findMany({ select: { id: true }, orderBy: { id: "asc" } });
    for (const { id } of videos) await recomputeVideo(tx, id, result);
    result.differences.push(...(await differingCounts(tx)).map(countSentence));
    return result;
  });
}

async function recomputeVideo(tx: Transaction, videoId: number, result: Recomputation): Promise<void> {
  const sums = new Map<string, AudienceSums>();
  for await (const batch of readVideoBatches(tx, videoId)) {
    const values = recomputeValues(batch);
    if (!sameBytes(values, batch.values)) {
      const { sessionId, segment, second } = batch;
      result.differences.push(
        `session ${sessionId}, segment ${segment}, second ${second}: its viewer-second`,
      );
    }
    if (batch.counted) {
      const key = `cell ${batch.cellId}, second ${batch.second}`;
      const target = sums.get(key) ?? emptySums();
      addViewerSecond(target, unpackViewerSecond(values));
      sums.set(key, target);
    }
    result.batches++;
  }
  const rows = await tx.audienceSecond.findMany({ where: { videoId } });
  for (const row of rows) {
    const key = `cell ${row.cellId}, second ${row.second}`;
    // A second that nobody is counted in any more may keep a row of zeros.
    const recomputed = sums.get(key) ?? emptySums();
    sums.delete(key);
    if (row.n !== recomputed.n || !sameBytes(packSums(recomputed), row.sums)) {
      const { reached } = unpackSums(row.sums);
      result.differences.push(
        `video ${videoId}, ${key}: stored of ${reached} viewers, recomputed of ${recomputed.reached}`,
      );
    }
  }
  for (const [key, { reached }] of sums) {
    result.differences.push(`video ${videoId}, ${key}: not stored, recomputed of ${reached} viewers`);
  }
  result.videos++;
  result.audienceSeconds += rows.length;
}

function countSentence(count: DifferingCount): string {
  const whose =
    count.videoId === null ? `cell ${count.cellId}` : `cell ${count.cellId}, video ${count.videoId}`;
  return (
    `${whose}: kept as ${count.keptSessions} sessions and ${count.keptExcluded} excluded, ` +
    `counted ${count.sessions} and ${count.excluded}`
  );
}

function recomputeValues({ payload, second, baseline }: VideoBatch): Uint8Array {
  const { samples } = decodeBatch(payload);
  return packViewerSecond(viewerSecond(samples, second, baseline.length > 0 ? baseline : null));
}

function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, i) => byte === b[i]);
}
