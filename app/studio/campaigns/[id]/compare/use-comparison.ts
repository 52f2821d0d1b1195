"use client";

import useSWR from "swr";
import { type ApiError, fetchJson } from "#app/studio/api-client/fetch-json.ts";
import { type Comparison, comparisonSchema } from "#lib/protocol/comparison.ts";
import type { CompareSelection } from "./use-compare-selection.ts";

/** The comparison that is selected; the one before stays while the next is computed. */
export function useComparison(campaignId: number, { a, b, audience, basis }: CompareSelection) {
  const query = new URLSearchParams({ a: String(a), b: String(b), audience, basis });
  const answer = useSWR<Comparison, ApiError>(
    `/api/campaigns/${campaignId}/compare?${query}`,
    (key: string) => fetchJson(key, comparisonSchema),
    { keepPreviousData: true, dedupingInterval: 1_000 },
  );
  return { comparison: answer.data, error: answer.error, loading: answer.isLoading };
}
