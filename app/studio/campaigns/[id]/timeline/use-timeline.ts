"use client";

import useSWR from "swr";
import { type ApiError, fetchJson } from "#app/studio/api-client/fetch-json.ts";
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
  const cameAlong = begin?.query === query ? begin.timeline : undefined;
  const answer = useSWR<Timeline, ApiError>(url, (key: string) => fetchJson(key, timelineSchema), {
    ...(cameAlong && { fallbackData: cameAlong, revalidateOnMount: false }),
    keepPreviousData: true,
    revalidateOnFocus: true,
    dedupingInterval: 200,
    refreshInterval: () => (connection === "polling" ? POLL_MS : 0),
  });
  const connection = useCampaignChanges(campaignId, () => void answer.mutate());
  const timeline = answer.data;
  const stale = timeline !== undefined && !answersSelection(timeline, selection);
  return { timeline, error: answer.error, stale, connection };
}

function answersSelection(timeline: Timeline, selection: Selection): boolean {
  return (
    timeline.audience === selection.audience &&
    timeline.basis === selection.basis &&
    timeline.threshold === selection.threshold
  );
}
