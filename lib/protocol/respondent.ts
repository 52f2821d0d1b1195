import { z } from "zod";
import { EXPRESSION_COUNT } from "./expressions.ts";
import { MAX_SEGMENT } from "./limits.ts";
import { gradeReasonsSchema, sessionMeasuresSchema } from "./quality.ts";
import { captureProfileSchema, sessionEventSchema } from "./session-events.ts";
import { secondsReceivedSchema } from "./session-list.ts";
import { LOSS_REASONS } from "./viewer-second.ts";

/** One respondent's own curve: GET /api/campaigns/<id>/sessions/<publicId>. */
export const respondentSecondSchema = z.object({
  second: z.number().int(),
  coverage: z.number(),
  loss: z.enum(LOSS_REASONS).nullable(),
  raw: z.array(z.number()).length(EXPRESSION_COUNT).nullable(),
  corrected: z.array(z.number()).length(EXPRESSION_COUNT).nullable(),
  valence: z.number().nullable(),
  attention: z.number().nullable(),
});
export type RespondentSecond = z.infer<typeof respondentSecondSchema>;

/** Query of GET /api/campaigns/<id>/sessions/<publicId>: which of the videos shown to them, from 1. */
export const respondentQuerySchema = z.object({
  segment: z.coerce.number().int().min(1).max(MAX_SEGMENT).default(1),
});

const exclusionDecisionSchema = z.object({
  /** False: counted again. */
  excluded: z.boolean(),
  /** Null where none was given. */
  reason: z.string().nullable(),
  /** Who decided, as they were named then; null when the server did, for its quality. */
  decidedBy: z.string().nullable(),
  decidedAt: z.string(),
});
export type ExclusionDecision = z.infer<typeof exclusionDecisionSchema>;

export const respondentSchema = z.object({
  publicId: z.uuid(),
  simulated: z.boolean(),
  state: z.enum(["open", "finished", "withdrawn"]),
  startedAt: z.string(),
  finishedAt: z.string().nullable(),
  engineVersion: z.string(),
  /** Segment variables, fixed before fieldwork. */
  variables: z.record(z.string(), z.string()),
  /** The consent that was given, and the text as it was shown; null for a session without a record. */
  consent: z
    .object({ version: z.string(), locale: z.string(), textSha256: z.string(), decidedAt: z.string() })
    .nullable(),
  baseline: z.array(z.number()).length(EXPRESSION_COUNT).nullable(),
  baselineRefusal: z.string().nullable(),
  /** What the viewer's browser said of itself; null when it said nothing. */
  userAgent: z.string().nullable(),
  excludedReason: z.string().nullable(),
  /** Every exclusion of them, and every time that they were counted again, in order. */
  exclusions: z.array(exclusionDecisionSchema),
  /** How their page ended before its end; null while it goes on and when it finished. */
  endReason: z.string().nullable(),
  /** 1 to 6 with what took points, and what they were taken from; null until the session finished. */
  grade: z.number().int().nullable(),
  gradeReasons: gradeReasonsSchema,
  measures: sessionMeasuresSchema.nullable(),
  /** Found in the camera check: backend and samples a second of the device; null when it was not told. */
  capture: captureProfileSchema.nullable(),
  events: z.array(sessionEventSchema),
  /** Place of the video among those shown to them, from 1. */
  segment: z.number().int(),
  shown: z.array(z.object({ segment: z.number().int(), videoId: z.number().int() })),
  videoId: z.number().int(),
  durationMs: z.number().int(),
  seconds: z.array(respondentSecondSchema),
  /** Of all films shown to them, as the list of respondents counts. */
  allFilms: secondsReceivedSchema,
});
export type Respondent = z.infer<typeof respondentSchema>;
