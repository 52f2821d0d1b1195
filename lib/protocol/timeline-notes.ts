import { z } from "zod";
import { MAX_STIMULUS_SECONDS } from "./limits.ts";

/** Notes of one video. */
export const MAX_NOTES = 500;

const text = z.string().trim().min(1, "Write something").max(1_000, "Keep it within 1,000 characters");

export const timelineNoteSchema = z.object({
  id: z.number().int(),
  atMs: z.number().int(),
  text: z.string(),
  authorName: z.string(),
  /** Whether it is the reader's own, and so theirs to change. */
  own: z.boolean(),
  createdAt: z.string(),
  editedAt: z.string().nullable(),
});
export type TimelineNote = z.infer<typeof timelineNoteSchema>;

/** GET /api/campaigns/<id>/notes?videoId=<videoId>, in the order of the film. */
export const timelineNotesSchema = z.object({ notes: z.array(timelineNoteSchema) });

/** POST /api/campaigns/<id>/notes */
export const newNoteRequest = z.object({
  videoId: z.number().int().positive(),
  atMs: z
    .number()
    .int()
    .min(0)
    .max(MAX_STIMULUS_SECONDS * 1_000),
  text,
});

/** PATCH /api/campaigns/<id>/notes/<noteId>, by its author. */
export const noteChangesRequest = z.object({ text });
