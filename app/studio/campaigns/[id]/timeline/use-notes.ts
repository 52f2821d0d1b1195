"use client";

import useSWR from "swr";
import { send, sendJson } from "#app/api-client/send-json.ts";
import { type ApiError, fetchJson } from "#app/studio/api-client/fetch-json.ts";
import { useDeed } from "#app/studio/api-client/use-deed.ts";
import { toastWithUndo } from "#app/studio/undo-toast.tsx";
import { type TimelineNote, timelineNoteSchema, timelineNotesSchema } from "#lib/protocol/timeline-notes.ts";

export interface Notes {
  /** Undefined while they are loaded. */
  notes: readonly TimelineNote[] | undefined;
  error: ApiError | undefined;
  /** Each answers whether it was done; a refusal is told by a toast. */
  add: (atMs: number, text: string) => Promise<boolean>;
  change: (note: TimelineNote, text: string) => Promise<boolean>;
  remove: (note: TimelineNote) => Promise<boolean>;
}

/** The notes on one film, and what may be done with them. */
export function useNotes(campaignId: number, videoId: number): Notes {
  const address = `/api/campaigns/${campaignId}/notes`;
  const { data, error, mutate } = useSWR<{ notes: TimelineNote[] }, ApiError>(
    `${address}?videoId=${videoId}`,
    (key: string) => fetchJson(key, timelineNotesSchema),
  );

  const doing = useDeed(mutate);

  return {
    notes: data?.notes,
    error,
    add: (atMs, text) => doing(() => sendJson("POST", address, { videoId, atMs, text }, timelineNoteSchema)),
    change: (note, text) =>
      doing(() => sendJson("PATCH", `${address}/${note.id}`, { text }, timelineNoteSchema)),
    remove: (note) =>
      doing(async () => {
        await send("DELETE", `${address}/${note.id}`);
        toastWithUndo("The note is deleted.", async () => {
          await send("POST", `${address}/${note.id}/restore`);
          await mutate();
        });
      }),
  };
}
