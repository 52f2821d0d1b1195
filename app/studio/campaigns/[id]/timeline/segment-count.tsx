"use client";

import { Text } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import useSWR from "swr";
import { type ApiError, fetchJson } from "#app/studio/api-client/fetch-json.ts";
import { useNumberWords } from "#app/studio/use-number-words.ts";
import { type Selection, timelineQueryString } from "#lib/chart/selection.ts";
import { MIN_AUDIENCE } from "#lib/protocol/limits.ts";
import type { SegmentExpression } from "#lib/protocol/segment.ts";
import { type Timeline, timelineSchema } from "#lib/protocol/timeline.ts";

interface SegmentCountProps {
  campaignId: number;
  selection: Selection;
  expression: SegmentExpression;
}

const PAUSE_MS = 350;

/** How many viewers a segment holds right now. */
export function SegmentCount({ campaignId, selection, expression }: SegmentCountProps) {
  const { count } = useNumberWords();
  const [written] = useDebouncedValue(JSON.stringify(expression), PAUSE_MS);
  const query = `${timelineQueryString({ ...selection, segments: [] })}&${new URLSearchParams({ segment: written })}`;
  const { data, error } = useSWR<Timeline, ApiError>(
    `/api/campaigns/${campaignId}/timeline?${query}`,
    (key: string) => fetchJson(key, timelineSchema),
    { keepPreviousData: true },
  );
  if (error !== undefined) {
    return (
      <Text size="sm" c="red">
        {error.message}
      </Text>
    );
  }
  if (data === undefined) return null;
  const viewers = data.sessions === 1 ? "1 viewer" : `${count(data.sessions)} viewers`;
  return (
    <Text size="sm" c="dimmed" data-testid="segment-count">
      {viewers} right now
      {data.sessions < MIN_AUDIENCE && `: nothing is shown below ${MIN_AUDIENCE}`}
    </Text>
  );
}
