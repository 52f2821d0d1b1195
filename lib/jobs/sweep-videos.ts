import type { Database } from "#lib/storage/database.ts";
import { filesOfNobody } from "#lib/storage/files-in-use.ts";
import type { VideoStore } from "#lib/storage/video-store.ts";
import type { Job } from "./schedule.ts";

const EVERY_MS = 24 * 60 * 60 * 1000;
/** Younger files may be about to become a video. */
const SPARED_MS = 24 * 60 * 60 * 1000;
const AT_A_TIME = 500;

/**
 * Removes files that no video has: what an end of the process between storing a file and storing its row left.
 * Answers how many.
 */
export async function sweepVideos(
  db: Database,
  store: Pick<VideoStore, "list" | "remove">,
  now: Date,
  signal?: AbortSignal,
): Promise<number> {
  let removed = 0;
  const sweep = async (names: readonly string[]) => {
    for (const name of await filesOfNobody(db, names)) {
      await store.remove(name);
      removed++;
    }
  };
  const old: string[] = [];
  for await (const { name, modifiedAt } of store.list()) {
    if (signal?.aborted) return removed;
    if (now.getTime() - modifiedAt.getTime() > SPARED_MS) old.push(name);
    if (old.length === AT_A_TIME) await sweep(old.splice(0));
  }
  await sweep(old);
  return removed;
}

/** Every day. The store must be this installation's own, or a folder of it is. */
export function sweepVideosJob(db: Database, store: VideoStore): Job {
  return {
    name: "sweep-videos",
    everyMs: EVERY_MS,
    scope: "cluster",
    run: async (signal) => ({ files: await sweepVideos(db, store, new Date(), signal) }),
  };
}
