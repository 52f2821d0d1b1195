"use client";

import type { ApiError } from "#app/studio/api-client/fetch-json.ts";
import { useKeptJson } from "#app/studio/api-client/use-kept-answer.ts";
import { type Selection, timelineQueryString } from "#lib/chart/selection.ts";
import { type Timeline, timelineSchema } from "#lib/protocol/timeline.ts";
import { type Connection, useCampaignChanges } from "./use-campaign-changes.ts";

const POLL_MS = 5_000;

/** The numbers that a page would ask for first, and the query that asks for them. */
export interface FirstTimeline {
  query: string;
  timeline: Timeline;
}

interface TimelineState {
  timeline: Timeline | undefined;
  error: ApiError | undefined;
  /** True while what is shown belongs to an earlier selection. */
  stale: boolean;
  connection: Connection;
}

/**
 * The audience's timeline for a selection, asked for again whenever the campaign's numbers have changed. `begin` came with
 * the page: it is shown without asking, and what changed since is asked for when the campaign is followed.
 */
export function useTimeline(
  campaignId: number,
  selection: Selection,
  begin: FirstTimeline | null,
): TimelineState {
  const query = timelineQueryString(selection);
  const url = `/api/campaigns/${campaignId}/timeline?${query}`;
  const { answer, error, stale, again } = useKeptJson(url, timelineSchema, {
    begin: begin?.query === query ? begin.timeline : undefined,
    dedupingInterval: 200,
    refreshInterval: () => (connection === "polling" ? POLL_MS : 0),
  });
  const connection = useCampaignChanges(campaignId, again);
  return { timeline: answer, error, stale, connection };
}
