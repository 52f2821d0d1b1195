import { removeExpiredUploads } from "#lib/media/video-uploads.ts";
import { restorableSince } from "#lib/server/env.ts";
import type { Logger } from "#lib/server/log.ts";
import type { Database } from "#lib/storage/database.ts";
import { campaignsToDestroy, destroyCampaign } from "#lib/storage/destroy-campaign.ts";
import type { VideoStore } from "#lib/storage/video-store.ts";

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

/**
 * At once and every hour: destroys what can no longer be restored, and removes uploads that nobody continues.
 * Answers how to end it; what is under way is completed first.
 */
export function startDestroying(
  db: Database,
  store: VideoStore,
  log: Pick<Logger, "info" | "error">,
): () => Promise<void> {
  let running: Promise<void> | null = null;
  async function run(): Promise<void> {
    try {
      const campaigns = await destroyDeleted(db, store, restorableSince());
      const uploads = await removeExpiredUploads();
      if (campaigns + uploads > 0) log.info({ campaigns, uploads }, "destroyed what was deleted");
    } catch (error) {
      log.error({ err: error }, "deleted campaigns could not be destroyed; it is tried again in an hour");
    }
  }
  function tick(): void {
    running ??= run().finally(() => {
      running = null;
    });
  }
  const timer = setInterval(tick, EVERY_MS);
  tick();
  return async () => {
    clearInterval(timer);
    await running;
  };
}
