import { subtractPacked } from "#lib/analytics/combine-packed.ts";
import { AppError } from "#lib/protocol/app-error.ts";
import type { Database } from "#lib/storage/database.ts";
import { findCampaignBySlug } from "#lib/storage/find-campaign.ts";
import { findSessionByKey } from "#lib/storage/find-session.ts";
import { withdrawSession } from "#lib/storage/withdraw-session.ts";

/**
 * A viewer withdraws: their session is erased, whatever its state and the campaign's. Again is the same as once.
 * Throws AppError `no-session` when the key opens none.
 */
export async function withdrawViewer(
  db: Database,
  slug: string,
  sessionKey: string,
): Promise<{ sessionId: number; campaignId: number; videoIds: number[] }> {
  const campaign = await findCampaignBySlug(db, slug);
  const session = campaign && (await findSessionByKey(db, campaign.id, sessionKey));
  if (!session) throw new AppError("no-session");
  const { videoIds } = await withdrawSession(db, session.id, subtractPacked);
  return { sessionId: session.id, campaignId: campaign.id, videoIds };
}
