import { expect, it } from "vitest";
import { batchOf, createFieldwork, createSession, happySecond } from "#lib/testing/fieldwork.ts";
import { describeOnEachDatabase } from "#lib/testing/test-database.ts";

import { appendBatches } from "./append-batches.ts";
import { registerWriter } from "./register-writer.ts";
import { type StoredBatch, streamSampleBatches } from "./stream-sample-batches.ts";

const REAL = { simulated: false, engineVersion: "human-3.3.6/emotion" };

const coordinates = ({ segment, second }: StoredBatch) => `${segment}/${second}`;

async function collect(pages: AsyncIterable<StoredBatch[]>): Promise<StoredBatch[][]> {
  const collected: StoredBatch[][] = [];
  for await (const page of pages) collected.push(page);
  return collected;
}

describeOnEachDatabase("streamSampleBatches", (open) => {
  it("gives every batch of the audience once, in order, in pages of the size asked for", async () => {
    const fieldwork = await createFieldwork(open(), { sessions: 3 });
    const [first, second, excluded] = fieldwork.sessionIds as [number, number, number];
    const cell = await open().segmentCell.create({
      data: { campaignId: fieldwork.campaignId, simulated: true, engineVersion: "synthetic-1" },
    });
    const simulated = await createSession(open(), { ...fieldwork, cellId: cell.id }, { simulated: true });
    await open().session.update({ where: { id: excluded }, data: { excludedAt: new Date() } });
    const calibration = { ...batchOf(fieldwork, first, 4, happySecond(0)), segment: 0, videoId: 0 };
    await appendBatches(open(), await registerWriter(open()), 1n, [
      ...[7, 6, 5, 1, 0].map((at) => batchOf(fieldwork, first, at, happySecond(0))),
      calibration,
      ...[second, excluded, simulated].map((id) => batchOf(fieldwork, id, 3, happySecond(0))),
    ]);
    const filter = { campaignId: fieldwork.campaignId, ...REAL };
    const pages = await collect(streamSampleBatches(open(), filter, 2));
    expect(pages.map((page) => page.map(coordinates))).toEqual([
      ["0/4", "1/0"],
      ["1/1", "1/5"],
      ["1/6", "1/7"],
      ["1/3"],
    ]);
    const sessions = await open().session.findMany({ where: { id: { in: [first, second] } } });
    const publicId = new Map(sessions.map((session) => [session.id, session.publicId]));
    expect(pages.map(([batch]) => batch?.publicId)).toEqual([
      publicId.get(first),
      publicId.get(first),
      publicId.get(first),
      publicId.get(second),
    ]);
    expect(pages[0]?.[0]).toMatchObject({ videoId: 0, payload: calibration.payload });
    const others = await collect(
      streamSampleBatches(open(), { ...filter, simulated: true, engineVersion: "synthetic-1" }),
    );
    expect(others.map((page) => page.map(coordinates))).toEqual([["1/3"]]);
  });

  it("reads a page when it is asked for: what is stored while the first is read comes in a later one", async () => {
    const fieldwork = await createFieldwork(open(), { sessions: 1 });
    const [sessionId] = fieldwork.sessionIds as [number];
    const writer = await registerWriter(open());
    const append = (at: number) =>
      appendBatches(open(), writer, BigInt(at + 1), [batchOf(fieldwork, sessionId, at, happySecond(0))]);
    await append(0);
    const pages = streamSampleBatches(open(), { campaignId: fieldwork.campaignId, ...REAL }, 1);
    expect((await pages.next()).value?.map(coordinates)).toEqual(["1/0"]);
    await append(1);
    expect((await pages.next()).value?.map(coordinates)).toEqual(["1/1"]);
    expect((await pages.next()).done).toBe(true);
  });
});
