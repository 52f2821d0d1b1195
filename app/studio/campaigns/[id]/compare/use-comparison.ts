"use client";

import { useThrottledCallback } from "@mantine/hooks";
import useSWR from "swr";
import { type ApiError, fetchJson } from "#app/studio/api-client/fetch-json.ts";
import { useCampaignChanges } from "#app/studio/campaigns/[id]/timeline/use-campaign-changes.ts";
import { type Comparison, comparisonSchema } from "#lib/protocol/comparison.ts";
import { type CompareSelection, comparisonQuery } from "./use-compare-selection.ts";

/** A comparison costs a second of a thread: while many watch it is asked for again at most this often, ms. */
const REST_MS = 10_000;

/** The comparison that is selected; the one before stays while the next is computed. Follows the campaign. */
export function useComparison(campaignId: number, selection: CompareSelection) {
  const answer = useSWR<Comparison, ApiError>(
    `/api/campaigns/${campaignId}/compare?${comparisonQuery(selection)}`,
    (key: string) => fetchJson(key, comparisonSchema),
    { keepPreviousData: true, dedupingInterval: 1_000 },
  );
  const again = useThrottledCallback(() => void answer.mutate(), REST_MS);
  useCampaignChanges(campaignId, again);
  return { comparison: answer.data, error: answer.error, loading: answer.isLoading };
}
