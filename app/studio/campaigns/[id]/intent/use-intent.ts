"use client";

import { useKeptJson } from "#app/studio/api-client/use-kept-answer.ts";
import { useCampaignChanges } from "#app/studio/campaigns/[id]/timeline/use-campaign-changes.ts";
import { intentSchema } from "#lib/protocol/intent.ts";
import type { Audience } from "#lib/protocol/timeline.ts";

export interface IntentQuestion {
  campaignId: number;
  videoId: number;
  audience: Audience;
  against: number | null;
}

/** What each scene was to achieve and what it did, asked for again whenever the numbers have changed. */
export function useIntent({ campaignId, videoId, audience, against }: IntentQuestion) {
  const query = new URLSearchParams({ videoId: String(videoId), audience });
  if (against !== null) query.set("against", String(against));
  const { answer, error, stale, again } = useKeptJson(
    `/api/campaigns/${campaignId}/intent?${query}`,
    intentSchema,
    { dedupingInterval: 500 },
  );
  useCampaignChanges(campaignId, () => void again());
  return { intent: answer, error, stale, again };
}
