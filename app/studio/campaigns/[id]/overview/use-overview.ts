"use client";

import useSWR from "swr";
import { type ApiError, fetchJson } from "#app/studio/api-client/fetch-json.ts";
import {
  type Connection,
  useCampaignChanges,
} from "#app/studio/campaigns/[id]/timeline/use-campaign-changes.ts";
import { type Selection, timelineQueryString } from "#lib/chart/selection.ts";
import { type Overview, overviewSchema } from "#lib/protocol/overview.ts";

const POLL_MS = 5_000;
/** Somebody who starts or finishes sends no number of the film at that moment; so ask now and then all the same. */
const IN_FIELD_MS = 15_000;

interface OverviewState {
  overview: Overview | undefined;
  error: ApiError | undefined;
  stale: boolean;
  connection: Connection;
}

/** The campaign's overview, asked for again whenever its numbers have changed. */
export function useOverview(campaignId: number, selection: Selection, inField: boolean): OverviewState {
  const query = `${timelineQueryString(selection)}&measure=${selection.measure}`;
  const answer = useSWR<Overview, ApiError>(
    `/api/campaigns/${campaignId}/overview?${query}`,
    (key: string) => fetchJson(key, overviewSchema),
    {
      keepPreviousData: true,
      dedupingInterval: 500,
      refreshInterval: () => (connection === "polling" ? POLL_MS : inField ? IN_FIELD_MS : 0),
    },
  );
  const connection = useCampaignChanges(campaignId, () => void answer.mutate());
  const overview = answer.data;
  const stale = overview !== undefined && overview.audience !== selection.audience;
  return { overview, error: answer.error, stale, connection };
}
