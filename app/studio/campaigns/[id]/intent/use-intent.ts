"use client";

import useSWR from "swr";
import { type ApiError, fetchJson } from "#app/studio/api-client/fetch-json.ts";
import { useCampaignChanges } from "#app/studio/campaigns/[id]/timeline/use-campaign-changes.ts";
import { type Intent, intentSchema } from "#lib/protocol/intent.ts";
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
  const answer = useSWR<Intent, ApiError>(
    `/api/campaigns/${campaignId}/intent?${query}`,
    (key: string) => fetchJson(key, intentSchema),
    { keepPreviousData: true, dedupingInterval: 500 },
  );
  useCampaignChanges(campaignId, () => void answer.mutate());
  return { intent: answer.data, error: answer.error, again: () => answer.mutate() };
}
