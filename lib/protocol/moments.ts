import { z } from "zod";
import { countedAudienceSchema } from "./counted-audience.ts";
import { curveSchema, measureSchema } from "./curves.ts";
import { overviewQuerySchema } from "./overview.ts";
import { segmentExpressionSchema } from "./segment.ts";
import { audienceSchema, basisSchema, estimateSchema } from "./timeline.ts";

/** A moment stands out of its surroundings by this much: five points. */
export const LEAST_PROMINENCE = 0.05;
/** Seconds of one moment lie no further apart than this. */
export const MERGE_SECONDS = 2;

/** A span in which viewers differ from their own mean over the film; what a sentence about it needs. */
export const momentSchema = z.object({
  curve: curveSchema,
  /** A peak lies above the viewers' own means, a dip below. */
  direction: z.enum(["peak", "dip"]),
  /** The first second of the span, and the one behind its last. */
  startSecond: z.number().int(),
  endSecond: z.number().int(),
  /** Where it is highest, or lowest. */
  second: z.number().int(),
  /** Viewers with a valid score in that second. */
  n: z.number().int(),
  /** The audience's value there: a share with its Wilson interval, or a mean with Student's t. */
  estimate: estimateSchema,
  /** Mean of the viewers' own means over the film. */
  filmMean: z.number(),
  /** Mean paired difference from each viewer's own mean, with Student's t. */
  difference: estimateSchema,
  /** How far the curve must be left behind before it is passed again. */
  prominence: z.number(),
  /** Smallest p of the span, adjusted by Holm over every second and curve of the video. */
  adjustedP: z.number(),
});
export type Moment = z.infer<typeof momentSchema>;

/** Query of GET /api/campaigns/<id>/moments. */
export const momentsQuerySchema = overviewQuerySchema;
export type MomentsQuery = z.infer<typeof momentsQuerySchema>;

export const momentsSchema = z.object({
  campaignId: z.number().int(),
  videoId: z.number().int(),
  audience: audienceSchema,
  countedAudience: countedAudienceSchema,
  basis: basisSchema,
  measure: measureSchema,
  threshold: z.number(),
  engineVersion: z.string().nullable(),
  segment: segmentExpressionSchema.nullable(),
  viewers: z.number().int(),
  /** Seconds times curves that were tested together. */
  tests: z.number().int(),
  /** By prominence, the largest first. */
  moments: z.array(momentSchema),
});
export type Moments = z.infer<typeof momentsSchema>;
