"use client";

import useSWR from "swr";
import { send, sendJson } from "#app/api-client/send-json.ts";
import { type ApiError, fetchJson } from "#app/studio/api-client/fetch-json.ts";
import { useDeed } from "#app/studio/api-client/use-deed.ts";
import { toastWithUndo } from "#app/studio/undo-toast.tsx";
import {
  type SavedSegment,
  type SegmentExpression,
  savedSegmentSchema,
  segmentListSchema,
} from "#lib/protocol/segment.ts";

export interface SegmentDraft {
  name: string;
  expression: SegmentExpression;
}

export interface Segments {
  /** Undefined while they are loaded. */
  segments: readonly SavedSegment[] | undefined;
  error: ApiError | undefined;
  /** Each answers whether it was done; a refusal is told by a toast. */
  save: (
    draft: SegmentDraft,
    over: SavedSegment | null,
    onSaved: (segment: SavedSegment) => void,
  ) => Promise<boolean>;
  remove: (segment: SavedSegment) => Promise<boolean>;
}

/** The saved segments of a campaign, and what may be done with them. */
export function useSegments(campaignId: number): Segments {
  const address = `/api/campaigns/${campaignId}/segments`;
  const { data, error, mutate } = useSWR<{ segments: SavedSegment[] }, ApiError>(address, (key: string) =>
    fetchJson(key, segmentListSchema),
  );
  const doing = useDeed(mutate);
  return {
    segments: data?.segments,
    error,
    save: (draft, over, onSaved) =>
      doing(async () => {
        const saved = await (over === null
          ? sendJson("POST", address, draft, savedSegmentSchema)
          : sendJson("PATCH", `${address}/${over.id}`, draft, savedSegmentSchema));
        onSaved(saved);
      }),
    remove: (segment) =>
      doing(async () => {
        await send("DELETE", `${address}/${segment.id}`);
        toastWithUndo(`“${segment.name}” is deleted.`, async () => {
          await send("POST", `${address}/${segment.id}/restore`);
          await mutate();
        });
      }),
  };
}
