import { expect, it } from "vitest";
import { addPacked } from "#lib/analytics/combine-packed.ts";
import { unpackSums } from "#lib/analytics/pack-sums.ts";
import { batchOf, createFieldwork, happySecond } from "#lib/testing/fieldwork.ts";
import { describeOnEachDatabase } from "#lib/testing/test-database.ts";
import { appendBatches } from "./append-batches.ts";
import { foldVideo } from "./fold-video.ts";
import { readAudienceSeconds } from "./read-audience-seconds.ts";
import { registerWriter } from "./register-writer.ts";

describeOnEachDatabase("readAudienceSeconds", (open) => {
  it("counts every viewer exactly once while folds move them from the tail into the sums", async () => {
    const db = open();
    const fieldwork = await createFieldwork(db, { sessions: 10 });
    const { videoId, cellId, sessionIds } = fieldwork;
    const reads: Promise<[viewers: number, folded: number]>[] = [];
    const read = async (): Promise<[number, number]> => {
      const { folded, tail } = await readAudienceSeconds(db, videoId, [cellId]);
      const inSums = folded.reduce((total, { sums }) => total + unpackSums(sums).reached, 0);
      return [inSums + tail.length, inSums];
    };
    const expected: number[] = [];
    for (const [i, sessionId] of sessionIds.entries()) {
      const rows = [0, 1, 2].map((second) => batchOf(fieldwork, sessionId, second, happySecond(100 * i)));
      await appendBatches(db, await registerWriter(db), 1n, rows);
      const fold = foldVideo(db, videoId, addPacked);
      reads.push(read(), read());
      expected.push(...Array<number>(2).fill(3 * (i + 1)));
      await fold;
      await Promise.all(reads);
    }
    const answers = await Promise.all(reads);
    expect(answers.map(([viewers]) => viewers)).toEqual(expected);
    expect(answers.at(-1)?.[1]).toBeGreaterThan(0);
  });

  it("reads the cells that it is asked for and nothing of another video", async () => {
    const mine = await createFieldwork(open(), { sessions: 1 });
    const other = await createFieldwork(open(), { sessions: 1 });
    const writer = await registerWriter(open());
    await appendBatches(open(), writer, 1n, [
      batchOf(mine, mine.sessionIds[0]!, 4, happySecond(1)),
      batchOf(other, other.sessionIds[0]!, 5, happySecond(2)),
    ]);
    const { tail } = await readAudienceSeconds(open(), mine.videoId, [mine.cellId, other.cellId]);
    expect(tail.map(({ second }) => second)).toEqual([4]);
    expect(await readAudienceSeconds(open(), mine.videoId, [other.cellId])).toEqual({ folded: [], tail: [] });
    expect(await readAudienceSeconds(open(), mine.videoId, [])).toEqual({ folded: [], tail: [] });
  });
});
