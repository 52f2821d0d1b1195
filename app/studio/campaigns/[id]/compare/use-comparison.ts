"use client";

import { useThrottledCallback } from "@mantine/hooks";
import { useKeptJson } from "#app/studio/api-client/use-kept-answer.ts";
import { useCampaignChanges } from "#app/studio/campaigns/[id]/timeline/use-campaign-changes.ts";
import { comparisonSchema } from "#lib/protocol/comparison.ts";
import { type CompareSelection, comparisonQuery } from "./use-compare-selection.ts";

/** A comparison costs a second of a thread: while many watch it is asked for again at most this often, ms. */
const REST_MS = 10_000;

/** The comparison that is selected; the one before stays while the next is computed. Follows the campaign. */
export function useComparison(campaignId: number, selection: CompareSelection) {
  const { answer, error, stale, again } = useKeptJson(
    `/api/campaigns/${campaignId}/compare?${comparisonQuery(selection)}`,
    comparisonSchema,
    { dedupingInterval: 1_000 },
  );
  useCampaignChanges(campaignId, useThrottledCallback(again, REST_MS));
  return { comparison: answer, error, stale };
}
