import { randomBytes } from "node:crypto";
import type { CampaignChanges, CampaignDraft } from "#lib/protocol/campaign-setup.ts";
import type { Database } from "./database.ts";

/** Who attests: kept as they were named then. */
export interface Attestor {
  id: number;
  name: string;
  email: string;
}

const NOTHING_ATTESTED = { attestedAt: null, attestedById: null, attestedBy: null, attestedText: null };

/** Creates a draft; the slug of its viewer link is random, so that nobody guesses a study. */
export function createDraft(
  db: Database,
  organisationId: number,
  draft: CampaignDraft,
): Promise<{ id: number }> {
  const slug = randomBytes(9).toString("base64url");
  return db.campaign.create({ data: { ...draft, organisationId, slug }, select: { id: true } });
}

/**
 * Changes a campaign that is still a draft; false when it is not: viewers consented to its words, and its
 * segment variables are fixed before fieldwork.
 */
export async function changeDraft(
  db: Database,
  campaignId: number,
  changes: CampaignChanges,
): Promise<boolean> {
  const data = Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined));
  return (await db.campaign.updateMany({ where: { id: campaignId, status: "draft" }, data })).count === 1;
}

/** Keeps who attested to which words, and when; null takes it back. False when it is no draft any more. */
export async function attestDraft(
  db: Database,
  campaignId: number,
  attestation: { by: Attestor; text: string } | null,
): Promise<boolean> {
  const data = attestation
    ? {
        attestedAt: new Date(),
        attestedById: attestation.by.id,
        attestedBy: `${attestation.by.name} <${attestation.by.email}>`,
        attestedText: attestation.text,
      }
    : NOTHING_ATTESTED;
  return (await db.campaign.updateMany({ where: { id: campaignId, status: "draft" }, data })).count === 1;
}
