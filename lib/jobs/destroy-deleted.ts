import { removeExpiredUploads } from "#lib/media/video-uploads.ts";
import { restorableSince } from "#lib/server/env.ts";
import type { Database } from "#lib/storage/database.ts";
import { campaignsToDestroy, destroyCampaign } from "#lib/storage/destroy-campaign.ts";
import type { VideoStore } from "#lib/storage/video-store.ts";
import type { Job } from "./schedule.ts";

const EVERY_MS = 60 * 60 * 1000;

/** Destroys, with their files, the campaigns that were deleted before `deletedBefore`. Answers how many. */
export async function destroyDeleted(
  db: Database,
  store: Pick<VideoStore, "remove">,
  deletedBefore: Date,
): Promise<number> {
  const campaignIds = await campaignsToDestroy(db, deletedBefore);
  for (const campaignId of campaignIds) {
    for (const file of await destroyCampaign(db, campaignId)) await store.remove(file);
  }
  return campaignIds.length;
}

/** Every hour: destroys what can no longer be restored. Its sums, batches and files are everybody's. */
export function destroyDeletedJob(db: Database, store: Pick<VideoStore, "remove">): Job {
  return {
    name: "destroy-deleted",
    everyMs: EVERY_MS,
    scope: "cluster",
    run: async () => ({ campaigns: await destroyDeleted(db, store, restorableSince()) }),
  };
}

/** Every hour: removes uploads that nobody continues. They are parts of files on this process's own disk. */
export function removeUploadsJob(): Job {
  return {
    name: "remove-uploads",
    everyMs: EVERY_MS,
    scope: "process",
    run: async () => ({ uploads: await removeExpiredUploads() }),
  };
}
