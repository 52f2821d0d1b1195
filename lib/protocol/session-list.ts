import { z } from "zod";
import { gradeReasonsSchema } from "./quality.ts";
import { DEVICE_KINDS } from "./segment.ts";
import { audienceSchema } from "./timeline.ts";
import { LOSS_REASONS } from "./viewer-second.ts";

/**
 * `segment`: by the answers to the segment variables, in the campaign's order of these; `validShare`: by the share of the
 * seconds received that have valid scores, of sessions that were graded.
 */
export const SESSION_SORTS = [
  "startedAt",
  "finishedAt",
  "state",
  "segment",
  "validShare",
  "grade",
  "device",
] as const;
export type SessionSort = (typeof SESSION_SORTS)[number];
export const SESSION_STATES = ["open", "finished", "withdrawn"] as const;
export type SessionState = (typeof SESSION_STATES)[number];
/** Which sessions by whether they count: an excluded one is shown, and counted nowhere. */
export const COUNTED_FILTERS = ["all", "counted", "excluded"] as const;
export type CountedFilter = (typeof COUNTED_FILTERS)[number];

/** A session's grade as the list is asked for it; `none`: not graded, because it never finished. */
export const GRADE_FILTERS = ["6", "5", "4", "3", "2", "1", "none"] as const;

/** Longest version of a consent text that the list is asked for. */
const MAX_CONSENT_VERSION = 40;
const MAX_ROW_ID = 2_147_483_647;

/** With a baseline a session has corrected scores, too. */
export const BASELINE_FILTERS = ["with", "without"] as const;

/** "age:25-34": a variable's key and one of its values. */
const variableFilter = z
  .string()
  .regex(/^[a-z][a-z0-9_]{0,31}:.{1,60}$/)
  .transform((text) => {
    const colon = text.indexOf(":");
    return { key: text.slice(0, colon), value: text.slice(colon + 1) };
  });

/** Which sessions of a campaign are listed. */
export const sessionFiltersSchema = z.object({
  audience: audienceSchema.default("real"),
  state: z.enum(SESSION_STATES).optional(),
  counted: z.enum(COUNTED_FILTERS).default("all"),
  variable: variableFilter.optional(),
  device: z.enum(DEVICE_KINDS).optional(),
  grade: z.enum(GRADE_FILTERS).optional(),
  baseline: z.enum(BASELINE_FILTERS).optional(),
  /** A cut that was shown to them, whatever else was. */
  videoId: z.coerce.number().int().min(1).max(MAX_ROW_ID).optional(),
  /** What at least one second of theirs was lost to. */
  loss: z.enum(LOSS_REASONS).optional(),
  /** Version of the consent text that was agreed to. */
  consent: z.string().min(1).max(MAX_CONSENT_VERSION).optional(),
  /** The beginning of a respondent's id. */
  respondent: z
    .string()
    .regex(/^[0-9a-f-]{1,36}$/, "digits, the letters a to f and -")
    .optional(),
});
export type SessionFilters = z.infer<typeof sessionFiltersSchema>;

/** Query of GET /api/campaigns/<id>/sessions. A cursor belongs to the sort that it came from. */
export const sessionListQuerySchema = sessionFiltersSchema.extend({
  sort: z.enum(SESSION_SORTS).default("startedAt"),
  direction: z.enum(["asc", "desc"]).default("desc"),
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().max(400).optional(),
});
export type SessionListQuery = z.infer<typeof sessionListQuerySchema>;

export const secondsReceivedSchema = z.object({
  /** Seconds of video received, and those of them with valid expression scores. */
  seconds: z.number().int().min(0),
  validSeconds: z.number().int().min(0),
  /** Seconds without valid scores, by what most of each was lost to; reasons that occur. */
  losses: z.partialRecord(z.enum(LOSS_REASONS), z.number().int().min(1)),
});
export type SecondsReceived = z.infer<typeof secondsReceivedSchema>;

export const sessionListItemSchema = secondsReceivedSchema.extend({
  publicId: z.uuid(),
  simulated: z.boolean(),
  state: z.enum(SESSION_STATES),
  startedAt: z.string(),
  finishedAt: z.string().nullable(),
  engineVersion: z.string(),
  /** The cuts that were shown, in that order; none when it was withdrawn. */
  videoIds: z.array(z.number().int()),
  /** Segment variables, fixed before fieldwork. */
  variables: z.record(z.string(), z.string()),
  /** What the viewer's browser said of itself; null when it was withdrawn. */
  userAgent: z.string().nullable(),
  /** What kind of device that names; null when it names none. */
  device: z.enum(DEVICE_KINDS).nullable(),
  /** The consent text that was agreed to; null for a session without one. */
  consent: z.object({ version: z.string(), decidedAt: z.string(), withdrawn: z.boolean() }).nullable(),
  /** Whether corrected values exist; why not, or null while the calibration is not judged. */
  hasBaseline: z.boolean(),
  baselineRefusal: z.string().nullable(),
  excludedAt: z.string().nullable(),
  excludedReason: z.string().nullable(),
  /** Who excluded it; null when the server did, for its quality. */
  excludedBy: z.string().nullable(),
  /** How the viewer's page ended before its end; null while it goes on and when it finished. */
  endReason: z.string().nullable(),
  /** 1 to 6; null until it finished. */
  grade: z.number().int().nullable(),
  gradeReasons: gradeReasonsSchema,
});
export type SessionListItem = z.infer<typeof sessionListItemSchema>;

export const sessionListSchema = z.object({
  sessions: z.array(sessionListItemSchema),
  /** Sessions that the filters let through, on all pages. */
  total: z.number().int().min(0),
  /** Pass it on for the following page; null at the end. */
  nextCursor: z.string().nullable(),
  /** Pass it on for the page before; null at the beginning. */
  previousCursor: z.string().nullable(),
});
export type SessionList = z.infer<typeof sessionListSchema>;

/** Characters of the reason of an exclusion, or of counting somebody again. */
export const MAX_EXCLUSION_REASON = 200;

/** POST /api/campaigns/<id>/sessions/<publicId>/exclusion; DELETE takes it back, with a reason or without a body. */
export const exclusionRequest = z.object({
  reason: z
    .string()
    .trim()
    .min(3, "Say why, in a few words")
    .max(MAX_EXCLUSION_REASON, `Keep it within ${MAX_EXCLUSION_REASON} characters`),
});
