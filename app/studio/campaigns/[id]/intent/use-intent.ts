"use client";

import { useKeptJson } from "#app/studio/api-client/use-kept-answer.ts";
import { useCampaignChanges } from "#app/studio/campaigns/[id]/timeline/use-campaign-changes.ts";
import { thresholdText } from "#lib/chart/selection.ts";
import { intentSchema } from "#lib/protocol/intent.ts";
import type { Audience, Basis } from "#lib/protocol/timeline.ts";

export interface IntentQuestion {
  campaignId: number;
  videoId: number;
  audience: Audience;
  basis: Basis;
  threshold: number;
  against: number | null;
}

/** What each scene was to achieve and what it did, asked for again whenever the numbers have changed. */
export function useIntent(question: IntentQuestion) {
  const { campaignId, videoId, audience, basis, against } = question;
  const threshold = thresholdText(question);
  const query = new URLSearchParams({ videoId: String(videoId), audience, basis, threshold });
  if (against !== null) query.set("against", String(against));
  const { answer, error, stale, again } = useKeptJson(
    `/api/campaigns/${campaignId}/intent?${query}`,
    intentSchema,
    { dedupingInterval: 500 },
  );
  useCampaignChanges(campaignId, () => void again());
  return { intent: answer, error, stale, again };
}
