import type { Stimulus } from "#lib/protocol/session-api.ts";
import type { Database } from "#lib/storage/database.ts";
import { findCampaignBySlug } from "#lib/storage/find-campaign.ts";
import { findResumableSession, type ResumableSession } from "#lib/storage/find-resumable-session.ts";
import { stimulusOf } from "./stimulus-of.ts";

/**
 * The session of a viewer who comes back, with what they are shown in its own order; null when the key opens none,
 * when it was withdrawn, or when one of its videos is gone. Whether the campaign is still open is not asked: a
 * finished viewer finds their receipt, and a withdrawal is always possible.
 */
export async function resumeSession(
  db: Database,
  slug: string,
  sessionKey: string,
): Promise<{ campaignId: number; session: ResumableSession; stimuli: Stimulus[] } | null> {
  const campaign = await findCampaignBySlug(db, slug);
  if (!campaign) return null;
  const session = await findResumableSession(db, campaign.id, sessionKey);
  if (!session || session.state === "withdrawn") return null;
  const stimuli = session.shown.flatMap(({ segment, videoId }) => {
    const video = campaign.videos.find(({ id }) => id === videoId);
    return video ? [stimulusOf(slug, video, segment)] : [];
  });
  if (session.state === "open" && stimuli.length < session.shown.length) return null;
  return { campaignId: campaign.id, session, stimuli };
}
