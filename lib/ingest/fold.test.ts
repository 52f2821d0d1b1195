import { afterEach, expect, it } from "vitest";
import { appendBatches } from "#lib/storage/append-batches.ts";
import type { Database } from "#lib/storage/database.ts";
import { registerWriter } from "#lib/storage/register-writer.ts";
import { batchOf, createFieldwork, happySecond } from "#lib/testing/fieldwork.ts";
import { describeOnEachDatabase } from "#lib/testing/test-database.ts";
import { createFold, type Fold } from "./fold.ts";

const NEVER_MS = 1_000_000;

describeOnEachDatabase("createFold", (open) => {
  let fold: Fold | null = null;
  afterEach(async () => {
    await fold?.close();
    fold = null;
  });

  async function arrived(db: Database) {
    const fieldwork = await createFieldwork(db);
    const row = batchOf(fieldwork, fieldwork.sessionIds[0]!, 0, happySecond(0));
    await appendBatches(db, await registerWriter(db), 1n, [row]);
    return fieldwork;
  }
  const folded = (videoId: number) => open().audienceSecond.count({ where: { videoId } });

  it("folds at its start what another process left", async () => {
    const { videoId } = await arrived(open());
    const changed: number[] = [];
    fold = createFold(open(), { everyMs: 20 });
    fold.onChange((id) => changed.push(id));
    await expect.poll(() => folded(videoId), { timeout: 10_000 }).toBe(1);
    // The numbers were there before, in the tail; a page that fetches them again would see the same.
    expect(changed).toEqual([]);
  });

  it("waits with a video that nobody looks at, and hurries when somebody does", async () => {
    fold = createFold(open(), { everyMs: 20, idleEveryMs: NEVER_MS, backlogEveryMs: NEVER_MS });
    const unseen = await arrived(open());
    const seen = await arrived(open());
    fold.markDirty(unseen.videoId, unseen.campaignId);
    fold.markDirty(seen.videoId, seen.campaignId);
    fold.lookedAt(seen.campaignId);
    await expect.poll(() => folded(seen.videoId), { timeout: 10_000 }).toBe(1);
    expect(await folded(unseen.videoId)).toBe(0);
    fold.lookedAt(unseen.campaignId);
    await expect.poll(() => folded(unseen.videoId), { timeout: 10_000 }).toBe(1);
  });

  it("folds all that came, however many, before it rests", async () => {
    const viewers = 4;
    const seconds = 1_300;
    const fieldwork = await createFieldwork(open(), { sessions: viewers, durationMs: seconds * 1_000 });
    const rows = fieldwork.sessionIds.flatMap((id) =>
      Array.from({ length: seconds }, (_, second) => batchOf(fieldwork, id, second, happySecond(0))),
    );
    await appendBatches(open(), await registerWriter(open()), 1n, rows);
    fold = createFold(open(), { everyMs: 20, idleEveryMs: NEVER_MS, backlogEveryMs: NEVER_MS });
    const counted = async () => {
      const { _sum } = await open().audienceSecond.aggregate({
        where: { videoId: fieldwork.videoId },
        _sum: { n: true },
      });
      return _sum.n;
    };
    await expect.poll(counted, { timeout: 20_000 }).toBe(viewers * seconds);
    expect(fold.state()).toMatchObject({ lagMs: 0, failing: false });
  });

  it("tells of committed batches before they are folded, until it is told to stop", async () => {
    fold = createFold(open(), { everyMs: NEVER_MS });
    const changed: number[] = [];
    const stop = fold.onChange((id) => changed.push(id));
    fold.markDirty(1, 70);
    stop();
    fold.markDirty(1, 71);
    expect(changed).toEqual([70]);
  });
});
