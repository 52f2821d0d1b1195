"use client";

import useSWR from "swr";
import { type ApiError, fetchJson } from "#app/studio/api-client/fetch-json.ts";
import { type Selection, timelineQueryString } from "#lib/chart/selection.ts";
import { type Timeline, timelineSchema } from "#lib/protocol/timeline.ts";
import { type Connection, useCampaignChanges } from "./use-campaign-changes.ts";

const POLL_MS = 5_000;

interface TimelineState {
  timeline: Timeline | undefined;
  error: ApiError | undefined;
  /** True while what is shown belongs to an earlier selection. */
  stale: boolean;
  connection: Connection;
}

/** The audience's timeline for a selection, asked for again whenever the campaign's numbers have changed. */
export function useTimeline(campaignId: number, selection: Selection): TimelineState {
  const url = `/api/campaigns/${campaignId}/timeline?${timelineQueryString(selection)}`;
  const answer = useSWR<Timeline, ApiError>(url, (key: string) => fetchJson(key, timelineSchema), {
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
