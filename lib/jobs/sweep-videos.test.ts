import { mkdtemp, rm, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { localVideoStore } from "#lib/storage/video-store.ts";
import { createFieldwork } from "#lib/testing/fieldwork.ts";
import { describeOnEachDatabase } from "#lib/testing/test-database.ts";
import { sweepVideos } from "./sweep-videos.ts";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "sweep-videos-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

describeOnEachDatabase("the sweep of stored files", (open) => {
  it("removes what no video has, once it is a day old, and nothing else", async () => {
    const store = localVideoStore(folder);
    const now = new Date();
    const kept = async (daysOld: number) => {
      const name = await store.put(Buffer.from("x"), "jpg");
      const at = new Date(now.getTime() - daysOld * 86_400_000);
      await utimes(path.join(folder, name), at, at);
      return name;
    };
    const [film, picture, orphan, fresh] = [await kept(9), await kept(9), await kept(2), await kept(0.5)];
    await writeFile(path.join(folder, "notes.txt"), "somebody's own");
    await utimes(path.join(folder, "notes.txt"), new Date(0), new Date(0));
    const { videoId, campaignId } = await createFieldwork(open());
    await open().video.update({ where: { id: videoId }, data: { file: film, thumbnail: picture } });
    // A deleted campaign may come back, with its films.
    await open().campaign.update({ where: { id: campaignId }, data: { deletedAt: now } });

    expect(await sweepVideos(open(), store, now)).toBe(1);
    expect(await store.size(orphan)).toBeNull();
    for (const name of [film, picture, fresh]) expect(await store.size(name), name).toBe(1);
    expect(await sweepVideos(open(), store, now)).toBe(0);
  });

  it("has nothing to do where nothing was ever stored", async () => {
    expect(await sweepVideos(open(), localVideoStore(path.join(folder, "absent")), new Date())).toBe(0);
  });
});
