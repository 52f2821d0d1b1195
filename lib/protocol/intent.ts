import { z } from "zod";
import { countedAudienceSchema } from "./counted-audience.ts";
import { sceneSchema, sceneTargetSchema } from "./scenes.ts";
import { audienceSchema, estimateSchema, timelineQuerySchema } from "./timeline.ts";

/** Query of GET /api/campaigns/<id>/intent. `against` is another cut that has the same scenes. */
export const intentQuerySchema = timelineQuerySchema
  .pick({ audience: true, basis: true, threshold: true, engine: true })
  .extend({
    videoId: z.coerce.number().int().positive(),
    against: z.coerce.number().int().positive().optional(),
  });
export type IntentQuery = z.infer<typeof intentQuerySchema>;

/**
 * met and missed: the whole interval lies on that side of the level; open: the level lies within it, so more viewers
 * would be needed to tell; tooFew: below MIN_AUDIENCE nothing is shown.
 */
export const TARGET_VERDICTS = ["met", "missed", "open", "tooFew"] as const;
export type TargetVerdict = (typeof TARGET_VERDICTS)[number];

/** The share of viewers who react in a scene: the mean over viewers of each one's share of the scene's valid seconds. */
export const achievedSchema = z.object({
  /** Viewers of the target's segment with a valid second in the scene. */
  n: z.number().int().min(0),
  /** With the interval of lib/analytics/mean-share.ts; null below MIN_AUDIENCE. */
  estimate: estimateSchema.nullable(),
});
export type Achieved = z.infer<typeof achievedSchema>;

export const testedTargetSchema = z.object({
  target: sceneTargetSchema,
  /** Who is among the viewers of both cuts. */
  countedAudience: countedAudienceSchema,
  achieved: achievedSchema,
  verdict: z.enum(TARGET_VERDICTS),
  /** The same target in the cut compared with; null where that has no such scene. */
  before: achievedSchema.nullable(),
  /** This cut minus the other, with the interval that follows from both; null where either is missing. */
  change: estimateSchema.nullable(),
});
export type TestedTarget = z.infer<typeof testedTargetSchema>;

/** A cut of the organisation that scenes can be taken from or compared with. */
export const otherCutSchema = z.object({
  videoId: z.number().int(),
  title: z.string(),
  campaignId: z.number().int(),
  campaignTitle: z.string(),
  scenes: z.number().int(),
  /** Scenes that this cut has, too. */
  shared: z.number().int(),
});
export type OtherCut = z.infer<typeof otherCutSchema>;

export const intentSchema = z.object({
  campaignId: z.number().int(),
  videoId: z.number().int(),
  against: z.number().int().nullable(),
  audience: audienceSchema,
  /** Of all targets together: a target's segment may choose simulated viewers. */
  countedAudience: countedAudienceSchema,
  basis: timelineQuerySchema.shape.basis,
  threshold: z.number(),
  engineVersion: z.string().nullable(),
  viewers: z.number().int(),
  scenes: z.array(z.object({ scene: sceneSchema, targets: z.array(testedTargetSchema) })),
  otherCuts: z.array(otherCutSchema),
});
export type Intent = z.infer<typeof intentSchema>;
