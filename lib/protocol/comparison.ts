import { z } from "zod";
import { countedAudienceSchema } from "./counted-audience.ts";
import { curveSchema, measureSchema } from "./curves.ts";
import { videoSummarySchema } from "./overview.ts";
import { segmentExpressionSchema } from "./segment.ts";
import { audienceSchema, basisSchema, estimateSchema, timelineQuerySchema } from "./timeline.ts";

export const PERMUTATIONS = 2_000;
/** Seconds whose own two-sided p is below this form clusters. */
export const FORMING_P = 0.05;
/** A cluster whose p is below this is called a difference. */
export const CALLED_P = 0.05;

/** What is compared unless something else is asked for: of mean scores the test finds more than of shares. */
export const COMPARED_MEASURE = "mean";

/** Query of GET /api/campaigns/<id>/compare: what is compared is b - a. */
export const comparisonQuerySchema = timelineQuerySchema
  .omit({ videoId: true })
  .extend({
    a: z.coerce.number().int().positive(),
    b: z.coerce.number().int().positive(),
    measure: measureSchema.default(COMPARED_MEASURE),
  })
  .refine(({ a, b }) => a !== b, { path: ["b"], message: "two different videos" });
export type ComparisonQuery = z.infer<typeof comparisonQuerySchema>;

/** One curve of both cuts at one point of the comparison. */
export const comparedPointSchema = z.object({
  nA: z.number().int(),
  nB: z.number().int(),
  /** As `measure` reads an expression, mean scores of the other curves; null below MIN_AUDIENCE. */
  a: estimateSchema.nullable(),
  b: estimateSchema.nullable(),
  /**
   * b - a with its 95% interval. Means: Welch's t, or the paired t when each viewer saw both. Shares of viewers:
   * Newcombe's from Wilson's of each cut, or his paired one; of a scene's shares, attention and
   * interest the same from those of viewers' own.
   */
  difference: estimateSchema.nullable(),
});
export type ComparedPoint = z.infer<typeof comparedPointSchema>;

/** A cluster of adjacent points at which the cuts differ the same way. */
export const comparedSpanSchema = z.object({
  curve: curveSchema,
  /** Which cut lies higher. */
  higher: z.enum(["a", "b"]),
  /** Indices into `points`: the first of the span, and the one behind its last. */
  from: z.number().int(),
  to: z.number().int(),
  /** Sum of |t| over the span. */
  mass: z.number(),
  p: z.number(),
  /** Mean of b - a over the span's points. */
  difference: z.number(),
});
export type ComparedSpan = z.infer<typeof comparedSpanSchema>;

/** Why two cuts cannot be compared; `sceneMismatch`: of different length, without scenes of the same name. */
export const COMPARISON_REFUSALS = ["tooFewViewers", "sceneMismatch"] as const;

export const comparisonSchema = z.object({
  campaignId: z.number().int(),
  audience: audienceSchema,
  countedAudience: countedAudienceSchema,
  basis: basisSchema,
  /** How curves, spans and headline measures read expressions. */
  measure: measureSchema,
  threshold: z.number(),
  engineVersion: z.string().nullable(),
  segment: segmentExpressionSchema.nullable(),
  /** between: each viewer saw one cut; within: each saw both. */
  design: z.enum(["between", "within"]),
  /** seconds: equally long cuts, second by second; scenes: cuts of different length, by scenes of the same name. */
  alignment: z.enum(["seconds", "scenes"]),
  refusal: z.enum(COMPARISON_REFUSALS).nullable(),
  /** Viewers of each cut; within: those who saw both, twice. */
  viewersA: z.number().int(),
  viewersB: z.number().int(),
  /** Viewers of a cut that were permuted, drawn at random, when it has more; null when all were. */
  permutedOf: z.number().int().nullable(),
  /** What is compared: a second, or a scene with the seconds it takes in each cut. */
  points: z.array(
    z.object({
      label: z.string().nullable(),
      a: z.object({ startSecond: z.number().int(), endSecond: z.number().int() }),
      b: z.object({ startSecond: z.number().int(), endSecond: z.number().int() }),
    }),
  ),
  /** In CURVES order, an entry a point. */
  curves: z.array(z.object({ curve: curveSchema, points: z.array(comparedPointSchema) })),
  /** Every cluster, the smallest p first; below CALLED_P it is called a difference. */
  spans: z.array(comparedSpanSchema),
  permutations: z.number().int(),
  seed: z.string(),
  summaryA: videoSummarySchema.nullable(),
  summaryB: videoSummarySchema.nullable(),
  /** b - a of each headline measure in HEADLINES order, with its percentile interval; null where one is not shown. */
  headlineDifferences: z.array(estimateSchema.nullable()),
});
export type Comparison = z.infer<typeof comparisonSchema>;
