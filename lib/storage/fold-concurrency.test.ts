import { expect, it } from "vitest";
import { type AudienceSums, addViewerSecond, emptySums } from "#lib/analytics/audience-sums.ts";
import { addPacked, subtractPacked } from "#lib/analytics/combine-packed.ts";
import { unpackSums } from "#lib/analytics/pack-sums.ts";
import { batchOf, createFieldwork, happySecond } from "#lib/testing/fieldwork.ts";
import { describeOnEachDatabase } from "#lib/testing/test-database.ts";
import { appendBatches } from "./append-batches.ts";
import { excludeSession, includeSession } from "./exclude-session.ts";
import { foldVideo } from "./fold-video.ts";
import { registerWriter } from "./register-writer.ts";

const SECONDS = 8;

describeOnEachDatabase("a video under load", (open) => {
  it("counts every viewer once while two writers append, folds run and sessions go in and out", async () => {
    const db = open();
    const fieldwork = await createFieldwork(db, { sessions: 8 });
    const { videoId, sessionIds } = fieldwork;
    const [out, inAndOut] = sessionIds as [number, number];
    const happyOf = (index: number, second: number) => 1_000 * index + 10 * second;

    async function write(parity: 0 | 1): Promise<void> {
      const writer = await registerWriter(db);
      let seq = 1n;
      for (let second = 0; second < SECONDS; second++) {
        const rows = sessionIds
          .map((id, i) => batchOf(fieldwork, id, second, happySecond(happyOf(i, second))))
          .filter((_, i) => i % 2 === parity);
        await appendBatches(db, writer, seq, rows);
        seq += BigInt(rows.length);
      }
    }
    async function fold(): Promise<void> {
      for (let i = 0; i < 10; i++) await foldVideo(db, videoId, addPacked);
    }
    async function goInAndOut(): Promise<void> {
      for (let i = 0; i < 4; i++) {
        expect(await excludeSession(db, inAndOut, "test", subtractPacked)).toBe(true);
        expect(await includeSession(db, inAndOut, addPacked)).toBe(true);
      }
    }
    const goOut = () => excludeSession(db, out, "test", subtractPacked);
    await Promise.all([write(0), write(1), fold(), fold(), goInAndOut(), goOut()]);
    await foldVideo(db, videoId, addPacked);

    const expected = new Map<number, AudienceSums>();
    for (let second = 0; second < SECONDS; second++) {
      const sums = emptySums();
      for (const [i, id] of sessionIds.entries()) {
        if (id !== out) addViewerSecond(sums, happySecond(happyOf(i, second)));
      }
      expected.set(second, sums);
    }
    const rows = await db.audienceSecond.findMany({ where: { videoId } });
    expect(new Map(rows.map(({ second, sums }) => [second, unpackSums(sums)]))).toEqual(expected);
  });
});
