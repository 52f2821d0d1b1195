import type { Logger } from "#lib/server/log.ts";
import { type CampaignStatus, campaignStatuses } from "#lib/storage/campaign-statuses.ts";
import type { Database } from "#lib/storage/database.ts";

/** How soon a campaign that was paused, closed or deleted is noticed, ms. */
const REFRESH_EVERY_MS = 2_000;
/** How long after its last batch a campaign is still watched, ms. */
const FORGOTTEN_AFTER_MS = 60_000;

export interface CampaignWatch {
  /** Status of a campaign of which batches come; `known` until it was looked up. */
  status(campaignId: number, known: CampaignStatus): CampaignStatus;
  close(): void;
}

/** Keeps the statuses of the campaigns that are measured now: one statement for all, not one a viewer. */
export function watchCampaigns(
  db: Database,
  log: Pick<Logger, "error">,
  everyMs = REFRESH_EVERY_MS,
): CampaignWatch {
  const watched = new Map<number, { status: CampaignStatus; askedAtMs: number }>();
  let isRefreshing = false;

  async function refresh(): Promise<void> {
    const staleBeforeMs = Date.now() - FORGOTTEN_AFTER_MS;
    for (const [id, { askedAtMs }] of watched) if (askedAtMs < staleBeforeMs) watched.delete(id);
    if (watched.size === 0) return;
    try {
      const statuses = await campaignStatuses(db, [...watched.keys()]);
      for (const [id, entry] of watched) entry.status = statuses.get(id) ?? "closed";
    } catch (error) {
      log.error({ err: error }, "the status of campaigns could not be read; it is tried again");
    }
  }

  const timer = setInterval(() => {
    if (isRefreshing) return;
    isRefreshing = true;
    void refresh().finally(() => {
      isRefreshing = false;
    });
  }, everyMs);

  return {
    status(campaignId, known) {
      const entry = watched.get(campaignId);
      if (entry) {
        entry.askedAtMs = Date.now();
        return entry.status;
      }
      watched.set(campaignId, { status: known, askedAtMs: Date.now() });
      return known;
    },
    close: () => clearInterval(timer),
  };
}
