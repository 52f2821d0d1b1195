"use client";

import { fetchJson } from "#app/studio/api-client/fetch-json.ts";
import { useKeptAnswer } from "#app/studio/api-client/use-kept-answer.ts";
import { type Selection, timelineQueryString } from "#lib/chart/selection.ts";
import { timelineSchema } from "#lib/protocol/timeline.ts";
import { useCampaignChanges } from "./use-campaign-changes.ts";

/** The timelines of the segments that are laid over each other, by the segment's number; empty for fewer than two. */
export function useSegmentTimelines(campaignId: number, selection: Selection) {
  const ids = selection.segments.length > 1 ? selection.segments : [];
  const urls = ids.map((id) => `/api/campaigns/${campaignId}/timeline?${timelineQueryString(selection, id)}`);
  const { answer, error, stale, again } = useKeptAnswer(
    urls.length === 0 ? null : urls.join(" "),
    async () => {
      const timelines = await Promise.all(urls.map((url) => fetchJson(url, timelineSchema)));
      return new Map(ids.map((id, index) => [id, timelines[index]!]));
    },
    { dedupingInterval: 200 },
  );
  useCampaignChanges(campaignId, () => {
    if (urls.length > 0) again();
  });
  return { timelines: answer, error, stale };
}
