import { z } from "zod";
import { countedAudienceSchema } from "./counted-audience.ts";
import { EXPRESSION_COUNT } from "./expressions.ts";
import { segmentExpressionSchema, segmentParameter } from "./segment.ts";
import { LOSS_REASONS } from "./viewer-second.ts";

/** An estimate with its 95% interval, all in the measure's own unit (shares and scores 0..1, valence -1..1). */
export const estimateSchema = z.object({ value: z.number(), low: z.number(), high: z.number() });
export type Estimate = z.infer<typeof estimateSchema>;

const sevenEstimates = z.array(estimateSchema).length(EXPRESSION_COUNT);

/**
 * One second of the audience. An n travels with every number; below MIN_AUDIENCE the numbers are null and
 * only the counts stay. Null is missing, never zero.
 */
export const timelineSecondSchema = z.object({
  second: z.number().int().min(0),
  /** Viewers of whom this second was received, valid or not. */
  reached: z.number().int().min(0),
  /** Viewers with valid expression scores (for the basis in force: corrected also needs a baseline). */
  n: z.number().int().min(0),
  /** Share of viewers whose score is at or above the threshold, Wilson 95%, in EXPRESSIONS order. */
  reactionShare: sevenEstimates.nullable(),
  /** Mean score, Student t 95%, in EXPRESSIONS order. */
  mean: sevenEstimates.nullable(),
  nValence: z.number().int().min(0),
  valence: estimateSchema.nullable(),
  nAttention: z.number().int().min(0),
  /** Mean share of the second, with an interval within 0..1 (lib/analytics/mean-share.ts). */
  attention: estimateSchema.nullable(),
  /** Mean share of the second covered by valid samples, over `reached`; null when too few reached it. */
  coverage: z.number().nullable(),
  /** Viewers without valid scores in this second, by reason. */
  losses: z.record(z.enum(LOSS_REASONS), z.number().int().min(0)),
});
export type TimelineSecond = z.infer<typeof timelineSecondSchema>;

/** Which respondents: simulated and real are never mixed unless somebody asks for it. */
export const audienceSchema = z.enum(["real", "simulated"]);
export type Audience = z.infer<typeof audienceSchema>;

export const basisSchema = z.enum(["raw", "corrected"]);
export type Basis = z.infer<typeof basisSchema>;

/** Query of GET /api/campaigns/<id>/timeline and of its CSV. */
export const timelineQuerySchema = z.object({
  videoId: z.coerce.number().int().positive().optional(),
  audience: audienceSchema.default("real"),
  basis: basisSchema.default("corrected"),
  /** A multiple of 0.05 from 0.05 to 0.95, so that it falls on a histogram's edge. */
  threshold: z.coerce
    .number()
    .min(0.05)
    .max(0.95)
    .refine((value) => Math.abs(value * 20 - Math.round(value * 20)) < 1e-9, "a multiple of 0.05")
    .default(0.25),
  /** Engine version to show; left out, the one with the most recent session of this audience. */
  engine: z.string().max(80).optional(),
  /** Only these viewers: the number of a saved segment, or an expression as JSON. */
  segment: segmentParameter.optional(),
});
export type TimelineQuery = z.infer<typeof timelineQuerySchema>;

/** Query of GET /api/campaigns/<id>/samples.csv: one audience, one engine. */
export const samplesQuerySchema = timelineQuerySchema.pick({ audience: true, engine: true });
export type SamplesQuery = z.infer<typeof samplesQuerySchema>;

export const timelineSchema = z.object({
  campaignId: z.number().int(),
  videoId: z.number().int(),
  durationMs: z.number().int(),
  /** Asked for; `countedAudience` tells whose numbers these are. */
  audience: audienceSchema,
  countedAudience: countedAudienceSchema,
  basis: basisSchema,
  threshold: z.number(),
  /** The engine whose numbers these are: two models are never mixed. Null when the audience has no session. */
  engineVersion: z.string().nullable(),
  /** The part of the audience that was asked for; null for all of it. */
  segment: segmentExpressionSchema.nullable(),
  /** Engines that also have sessions of this audience; ask for one by the query's `engine`. */
  otherEngines: z.array(z.object({ engineVersion: z.string(), sessions: z.number().int().min(0) })),
  /** Sessions behind it: of this audience and engine, shown this video, neither excluded nor withdrawn. */
  sessions: z.number().int(),
  excluded: z.number().int(),
  /** The same of the whole audience, whatever segment was asked for. */
  audienceSessions: z.number().int(),
  /** Of the other audience, shown this video: a page can offer it. */
  otherAudienceSessions: z.number().int(),
  seconds: z.array(timelineSecondSchema),
});
export type Timeline = z.infer<typeof timelineSchema>;
