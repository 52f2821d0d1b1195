"use client";

import type { ApiError } from "#app/studio/api-client/fetch-json.ts";
import { useKeptJson } from "#app/studio/api-client/use-kept-answer.ts";
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
  /** True while what is shown belongs to an earlier selection. */
  stale: boolean;
  connection: Connection;
}

/** The campaign's overview, asked for again whenever its numbers have changed. */
export function useOverview(campaignId: number, selection: Selection, inField: boolean): OverviewState {
  const query = `${timelineQueryString(selection)}&measure=${selection.measure}`;
  const { answer, error, stale, again } = useKeptJson(
    `/api/campaigns/${campaignId}/overview?${query}`,
    overviewSchema,
    {
      dedupingInterval: 500,
      refreshInterval: () => (connection === "polling" ? POLL_MS : inField ? IN_FIELD_MS : 0),
    },
  );
  const connection = useCampaignChanges(campaignId, again);
  return { overview: answer, error, stale, connection };
}
