import { z } from "zod";
import { gradeReasonsSchema } from "./quality.ts";
import { audienceSchema } from "./timeline.ts";

export const SESSION_SORTS = ["startedAt", "finishedAt", "state"] as const;
export type SessionSort = (typeof SESSION_SORTS)[number];
export const SESSION_STATES = ["open", "finished", "withdrawn"] as const;

/** Query of GET /api/campaigns/<id>/sessions. A cursor belongs to the sort that it came from. */
export const sessionListQuerySchema = z.object({
  audience: audienceSchema.default("real"),
  sort: z.enum(SESSION_SORTS).default("startedAt"),
  direction: z.enum(["asc", "desc"]).default("desc"),
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().max(400).optional(),
});
export type SessionListQuery = z.infer<typeof sessionListQuerySchema>;

export const sessionListItemSchema = z.object({
  publicId: z.uuid(),
  simulated: z.boolean(),
  state: z.enum(SESSION_STATES),
  startedAt: z.string(),
  finishedAt: z.string().nullable(),
  engineVersion: z.string(),
  /** Whether corrected values exist; why not, or null while the calibration is not judged. */
  hasBaseline: z.boolean(),
  baselineRefusal: z.string().nullable(),
  excludedAt: z.string().nullable(),
  excludedReason: z.string().nullable(),
  /** How the viewer's page ended before its end; null while it goes on and when it finished. */
  endReason: z.string().nullable(),
  /** 1 to 6; null until it finished. */
  grade: z.number().int().nullable(),
  gradeReasons: gradeReasonsSchema,
  /** Seconds of video received, and those of them with valid expression scores. */
  seconds: z.number().int().min(0),
  validSeconds: z.number().int().min(0),
});
export type SessionListItem = z.infer<typeof sessionListItemSchema>;

export const sessionListSchema = z.object({
  sessions: z.array(sessionListItemSchema),
  /** Pass it on for the following page; null at the end. */
  nextCursor: z.string().nullable(),
});
export type SessionList = z.infer<typeof sessionListSchema>;
