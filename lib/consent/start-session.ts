import { cutsOfTurn } from "#lib/analytics/cut-plan.ts";
import { AppError } from "#lib/protocol/app-error.ts";
import { segmentVariablesSchema } from "#lib/protocol/campaign-setup.ts";
import { unknownSegments } from "#lib/protocol/segment-values.ts";
import type { StartSessionRequest, Stimulus } from "#lib/protocol/session-api.ts";
import { keepConsentText, recordDecline } from "#lib/storage/consent-records.ts";
import { type CreatedSession, createSession } from "#lib/storage/create-session.ts";
import type { Database } from "#lib/storage/database.ts";
import { type CampaignWithVideos, findCampaignBySlug } from "#lib/storage/find-campaign.ts";
import { type ConsentText, consentText } from "./consent-text.ts";
import { stimulusOf } from "./stimulus-of.ts";

/** Throws `not-found`, `campaign-not-open`, or `consent-outdated` when `textSha256` is not the text of now. */
async function openCampaign(
  db: Database,
  slug: string,
  textSha256: string,
): Promise<{ campaign: CampaignWithVideos; text: ConsentText }> {
  const campaign = await findCampaignBySlug(db, slug);
  if (!campaign || campaign.status === "draft") throw new AppError("not-found");
  if (campaign.status !== "live" || campaign.attestedAt === null) throw new AppError("campaign-not-open");
  const text = consentText(campaign);
  if (text.sha256 !== textSha256) throw new AppError("consent-outdated");
  await keepConsentText(db, text);
  return { campaign, text };
}

/**
 * A viewer consented: keep the text, record the consent, open a session over the campaign's videos as its plan
 * deals them.
 * Throws AppError as `openCampaign`, or `segment-unknown` for values that were not fixed before fieldwork.
 */
export async function startSession(
  db: Database,
  slug: string,
  request: StartSessionRequest,
): Promise<CreatedSession & { campaignId: number; stimuli: Stimulus[] }> {
  const { campaign, text } = await openCampaign(db, slug, request.textSha256);
  const variables = request.segments ?? {};
  const unknown = unknownSegments(segmentVariablesSchema.parse(campaign.segmentVariables), variables);
  if (unknown.length > 0) throw new AppError("segment-unknown");
  const created = await createSession(db, {
    campaignId: campaign.id,
    videoIds: (turn) =>
      cutsOfTurn(
        campaign.cutPlan,
        campaign.videos.map(({ id }) => id),
        turn,
        campaign.id,
      ),
    simulated: false,
    engineVersion: request.engineVersion,
    variables,
    device: request.device,
    consentTextSha256: text.sha256,
  });
  const stimuli = created.videoIds.map((videoId, index) => {
    const video = campaign.videos.find(({ id }) => id === videoId)!;
    return stimulusOf(slug, video, index + 1);
  });
  return { ...created, campaignId: campaign.id, stimuli };
}

/** A viewer declined: the decision is recorded, and nothing else. Throws AppError as `startSession`. */
export async function declineSession(db: Database, slug: string, textSha256: string): Promise<void> {
  const { campaign, text } = await openCampaign(db, slug, textSha256);
  await recordDecline(db, campaign.id, text.sha256);
}
