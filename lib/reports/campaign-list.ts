import type { CampaignList, Fieldwork } from "#lib/protocol/campaign-list.ts";
import type { Database } from "#lib/storage/database.ts";
import { type FieldworkCount, readCampaigns } from "#lib/storage/read-campaigns.ts";

/** The campaigns of one organisation with their fieldwork, newest first; real and simulated stay apart. */
export async function campaignList(db: Database, organisationId: number): Promise<CampaignList> {
  const campaigns = await readCampaigns(db, organisationId);
  return {
    campaigns: campaigns.map(({ fieldwork, createdAt, ...campaign }) => ({
      ...campaign,
      createdAt: createdAt.toISOString(),
      real: ofAudience(fieldwork, false),
      simulated: ofAudience(fieldwork, true),
    })),
  };
}

function ofAudience(counts: readonly FieldworkCount[], simulated: boolean): Fieldwork {
  const count = counts.find((entry) => entry.simulated === simulated);
  return {
    sessions: count?.sessions ?? 0,
    finished: count?.finished ?? 0,
    excluded: count?.excluded ?? 0,
    lastStartedAt: count?.lastStartedAt?.toISOString() ?? null,
  };
}
