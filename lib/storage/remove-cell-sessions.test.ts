import { expect, it } from "vitest";
import { addPacked } from "#lib/analytics/combine-packed.ts";
import { destroyDeleted } from "#lib/jobs/destroy-deleted.ts";
import { batchOf, createFieldwork, createSession, happySecond } from "#lib/testing/fieldwork.ts";
import { describeOnEachDatabase } from "#lib/testing/test-database.ts";
import { appendBatches } from "./append-batches.ts";
import type { Database } from "./database.ts";
import { finishSession } from "./finish-session.ts";
import { foldVideo } from "./fold-video.ts";
import { registerWriter } from "./register-writer.ts";
import { removeSimulatedViewers } from "./remove-cell-sessions.ts";

/** A campaign with three real and three simulated viewers, each with five seconds, folded but for the last. */
async function mixedFieldwork(db: Database) {
  const real = await createFieldwork(db, { sessions: 3 });
  const cell = await db.segmentCell.create({
    data: { campaignId: real.campaignId, simulated: true, engineVersion: "synthetic-1" },
  });
  const simulated = { ...real, cellId: cell.id };
  const simulatedIds: number[] = [];
  for (let i = 0; i < 3; i++) simulatedIds.push(await createSession(db, simulated, { simulated: true }));
  const writer = await registerWriter(db);
  const all = [...real.sessionIds, ...simulatedIds];
  const rows = (seconds: readonly number[]) =>
    all.flatMap((id) => seconds.map((second) => batchOf(real, id, second, happySecond(1_000 + id))));
  const folded = rows([0, 1, 2, 3]);
  await appendBatches(db, writer, 1n, folded);
  await foldVideo(db, real.videoId, addPacked);
  await appendBatches(db, writer, BigInt(folded.length + 1), rows([4]));
  for (const id of all) await finishSession(db, id);
  return { ...real, simulatedCellId: cell.id, simulatedIds };
}

const countOf = async (db: Database, sessionId: { in: number[] }) => ({
  batches: await db.sampleBatch.count({ where: { sessionId } }),
  tracks: await db.viewerTrack.count({ where: { sessionId } }),
  stimuli: await db.sessionStimulus.count({ where: { sessionId } }),
  sessions: await db.session.count({ where: { id: sessionId } }),
});
const NOTHING = { batches: 0, tracks: 0, stimuli: 0, sessions: 0 };

describeOnEachDatabase("removing viewers by cell", (open) => {
  it("leaves nothing of the simulated viewers, and every sum of the real ones as it was", async () => {
    const work = await mixedFieldwork(open());
    const sums = () =>
      open().audienceSecond.findMany({
        where: { videoId: work.videoId },
        orderBy: [{ cellId: "asc" }, { second: "asc" }],
      });
    const real = (await sums()).filter(({ cellId }) => cellId === work.cellId);
    expect(real).toHaveLength(4);
    expect(await sums()).toHaveLength(8);

    expect(await removeSimulatedViewers(open(), work.campaignId)).toBe(3);
    expect(await sums()).toEqual(real);
    expect(await countOf(open(), { in: work.simulatedIds })).toEqual(NOTHING);
    expect(await countOf(open(), { in: work.sessionIds })).toMatchObject({ batches: 15, sessions: 3 });

    await foldVideo(open(), work.videoId, addPacked);
    expect((await sums()).map(({ cellId, second, n }) => [cellId, second, n])).toEqual(
      [0, 1, 2, 3, 4].map((second) => [work.cellId, second, 3]),
    );
    expect(await removeSimulatedViewers(open(), work.campaignId)).toBe(0);
    expect(await open().campaign.findUnique({ where: { id: work.campaignId } })).toMatchObject({
      simulatedRemovedAt: expect.any(Date),
    });
  });

  it("leaves another campaign's simulated viewers alone", async () => {
    const [own, other] = [await mixedFieldwork(open()), await mixedFieldwork(open())];
    await removeSimulatedViewers(open(), own.campaignId);
    expect(await countOf(open(), { in: other.simulatedIds })).toMatchObject({ batches: 15, sessions: 3 });
    expect(await open().audienceSecond.count({ where: { cellId: other.simulatedCellId } })).toBe(4);
  });

  it("removes while folds run, and no fold brings anything back", async () => {
    const work = await mixedFieldwork(open());
    const fold = () => foldVideo(open(), work.videoId, addPacked);
    await Promise.all([fold(), removeSimulatedViewers(open(), work.campaignId), fold(), fold()]);
    while ((await fold()).batches > 0);
    const rows = await open().audienceSecond.findMany({ where: { videoId: work.videoId } });
    expect(rows.map(({ cellId, n }) => [cellId, n])).toEqual(Array(5).fill([work.cellId, 3]));
  });

  it("destroys a deleted campaign with its files when its time is over, and no other", async () => {
    const [deleted, kept] = [await mixedFieldwork(open()), await mixedFieldwork(open())];
    const files = ["a", "b"].map((letter) => letter.repeat(32));
    await open().video.update({
      where: { id: deleted.videoId },
      data: { file: `${files[0]}.mp4`, thumbnail: `${files[1]}.jpg` },
    });
    const removed: string[] = [];
    const store = { remove: async (name: string) => void removed.push(name) };
    const destroy = (before: Date) => destroyDeleted(open(), store, before);
    const soon = new Date(Date.now() + 60_000);

    expect(await destroy(soon)).toBe(0);
    await open().campaign.update({ where: { id: deleted.campaignId }, data: { deletedAt: new Date() } });
    expect(await destroy(new Date(Date.now() - 60_000))).toBe(0);
    expect(await countOf(open(), { in: deleted.sessionIds })).toMatchObject({ sessions: 3 });

    expect(await destroy(soon)).toBe(1);
    expect(removed).toEqual([`${files[0]}.mp4`, `${files[1]}.jpg`]);
    expect(await countOf(open(), { in: [...deleted.sessionIds, ...deleted.simulatedIds] })).toEqual(NOTHING);
    const { campaignId, videoId } = deleted;
    expect({
      campaigns: await open().campaign.count({ where: { id: campaignId } }),
      cells: await open().segmentCell.count({ where: { campaignId } }),
      videos: await open().video.count({ where: { campaignId } }),
      sums: await open().audienceSecond.count({ where: { videoId } }),
      watermarks: await open().foldWatermark.count({ where: { videoId } }),
    }).toEqual({ campaigns: 0, cells: 0, videos: 0, sums: 0, watermarks: 0 });
    expect(await countOf(open(), { in: [...kept.sessionIds, ...kept.simulatedIds] })).toMatchObject({
      batches: 30,
      sessions: 6,
    });
  });
});
