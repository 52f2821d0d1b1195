"use client";

import { Text } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useKeptJson } from "#app/studio/api-client/use-kept-answer.ts";
import { useNumberWords } from "#app/studio/use-number-words.ts";
import { AUDIENCE_MARKS } from "#lib/chart/audience-words.ts";
import { type Selection, timelineQueryString } from "#lib/chart/selection.ts";
import { MIN_AUDIENCE } from "#lib/protocol/limits.ts";
import type { SegmentExpression } from "#lib/protocol/segment.ts";
import { timelineSchema } from "#lib/protocol/timeline.ts";

interface SegmentCountProps {
  campaignId: number;
  selection: Selection;
  expression: SegmentExpression;
}

const PAUSE_MS = 350;

/** How many viewers a segment holds right now. */
export function SegmentCount({ campaignId, selection, expression }: SegmentCountProps) {
  const { count } = useNumberWords();
  const now = JSON.stringify(expression);
  const [written] = useDebouncedValue(now, PAUSE_MS);
  const query = `${timelineQueryString({ ...selection, segments: [] })}&${new URLSearchParams({ segment: written })}`;
  const kept = useKeptJson(`/api/campaigns/${campaignId}/timeline?${query}`, timelineSchema);
  const { answer: data, error } = kept;
  const stale = kept.stale || written !== now;
  if (error !== undefined) {
    return (
      <Text size="sm" c="red">
        {error.message}
      </Text>
    );
  }
  if (data === undefined) return null;
  const viewers = data.sessions === 1 ? "1 viewer" : `${count(data.sessions)} viewers`;
  const mark = AUDIENCE_MARKS[data.countedAudience];
  return (
    <Text size="sm" c="dimmed" opacity={stale ? 0.55 : 1} aria-busy={stale} data-testid="segment-count">
      {mark !== null && `${mark.title}: `}
      {viewers} right now
      {data.sessions < MIN_AUDIENCE && `: nothing is shown below ${MIN_AUDIENCE}`}
    </Text>
  );
}
