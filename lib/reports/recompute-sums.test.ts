import { expect, it } from "vitest";
import { addPacked, subtractPacked } from "#lib/analytics/combine-packed.ts";
import { viewerSecond } from "#lib/analytics/viewer-second.ts";
import { decodeBatch, encodeBatch } from "#lib/protocol/batch-codec.ts";
import { packViewerSecond } from "#lib/protocol/viewer-second.ts";
import { appendBatches } from "#lib/storage/append-batches.ts";
import type { Database } from "#lib/storage/database.ts";
import { excludeSession } from "#lib/storage/exclude-session.ts";
import { foldVideo } from "#lib/storage/fold-video.ts";
import { registerWriter } from "#lib/storage/register-writer.ts";
import { createFieldwork } from "#lib/testing/fieldwork.ts";
import { LAUGHING_SCORES, tenSamples } from "#lib/testing/samples.ts";
import { describeOnEachDatabase } from "#lib/testing/test-database.ts";
import { recomputeSums } from "./recompute-sums.ts";

const BASELINE = [0, 0, 0, 2_000, 8_000, 0, 0];

/** Three viewers of two seconds, of whom one is excluded; one second is not folded. */
async function someFieldwork(db: Database) {
  const fieldwork = await createFieldwork(db, { sessions: 3 });
  const writer = await registerWriter(db);
  const rowsOf = (second: number) =>
    fieldwork.sessionIds.map((sessionId) => {
      const samples = tenSamples(second, { scores: LAUGHING_SCORES });
      const header = { segment: 1, second, engineId: 0, droppedFrames: 0, stalledMs: 0 };
      const payload = encodeBatch({ ...header, samples });
      const values = packViewerSecond(viewerSecond(decodeBatch(payload).samples, second, BASELINE));
      return { sessionId, segment: 1, second, videoId: fieldwork.videoId, payload, values };
    });
  await appendBatches(db, writer, 1n, rowsOf(0));
  await foldVideo(db, fieldwork.videoId, addPacked);
  await excludeSession(db, fieldwork.sessionIds[0]!, "test", subtractPacked);
  await appendBatches(db, writer, 4n, rowsOf(1));
  return fieldwork;
}

describeOnEachDatabase("recomputeSums", (open) => {
  it("finds no difference in what ingest, fold and exclusion left, and every one that was made", async () => {
    const { videoId, cellId, sessionIds } = await someFieldwork(open());
    expect(await recomputeSums(open())).toEqual({
      videos: 1,
      batches: 6,
      audienceSeconds: 1,
      differences: [],
    });

    const [, second, third] = sessionIds as [number, number, number];
    await open().sampleBatch.update({
      where: { sessionId_segment_second: { sessionId: second, segment: 1, second: 1 } },
      data: { values: packViewerSecond(viewerSecond([], 1, null)) },
    });
    expect((await recomputeSums(open())).differences).toEqual([
      `session ${second}, segment 1, second 1: its viewer-second`,
    ]);

    await open().session.update({ where: { id: third }, data: { excludedAt: new Date() } });
    expect((await recomputeSums(open())).differences).toContain(
      `video ${videoId}, cell ${cellId}, second 0: stored of 2 viewers, recomputed of 1`,
    );

    await open().audienceSecond.deleteMany({ where: { videoId } });
    expect((await recomputeSums(open())).differences).toContain(
      `video ${videoId}, cell ${cellId}, second 0: not stored, recomputed of 1 viewers`,
    );
  });

  it("finds counts of sessions that are not what the sessions give, of a cell and of a cut", async () => {
    const { videoId, cellId } = await someFieldwork(open());
    await open().sessionCount.updateMany({ where: { cellId }, data: { excluded: { increment: 1 } } });
    const shards = await open().sessionCount.count({ where: { cellId } });
    await open().shownCount.deleteMany({ where: { cellId } });
    const { differences } = await recomputeSums(open());
    expect(differences.filter((difference) => difference.startsWith(`cell ${cellId}`))).toEqual([
      `cell ${cellId}: kept as 2 sessions and ${1 + shards} excluded, counted 2 and 1`,
      `cell ${cellId}, video ${videoId}: kept as 0 sessions and 0 excluded, counted 2 and 1`,
    ]);
  });
});
