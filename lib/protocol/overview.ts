import { z } from "zod";
import { countedAudienceSchema } from "./counted-audience.ts";
import { measureSchema } from "./curves.ts";
import { GRADES, segmentExpressionSchema } from "./segment.ts";
import { audienceSchema, estimateSchema, timelineQuerySchema } from "./timeline.ts";
import { LOSS_REASONS } from "./viewer-second.ts";

/**
 * Headline measures of a video, in the order shown (metrics.md, "Summary of a video").
 * attraction: highest surprise in the first ATTRACTION_SECONDS; peak: highest happy; end: mean of happy over the last
 * END_SECONDS; peakEnd: mean of the two; retention: mean share of the film that viewers watched; completion: share
 * who reached its last second, both of those who are not watching any more; interest, attention, valence: means over the film, each second alike.
 */
export const HEADLINES = [
  "attraction",
  "peak",
  "end",
  "peakEnd",
  "retention",
  "completion",
  "interest",
  "attention",
  "valence",
] as const;
export type HeadlineName = (typeof HEADLINES)[number];
/** Measures of one expression: shares of viewers or scores, as the reader chose. */
const OF_EXPRESSION: readonly HeadlineName[] = ["attraction", "peak", "end", "peakEnd"];

/** Whether a headline is a share, 0 to 1, and so read as a percentage. */
export function headlineIsShare(name: HeadlineName, measure: "share" | "mean"): boolean {
  if (name === "valence") return false;
  return OF_EXPRESSION.includes(name) ? measure === "share" : true;
}

export const ATTRACTION_SECONDS = 8;
export const END_SECONDS = 3;

export const headlineSchema = z.object({
  name: z.enum(HEADLINES),
  /** Viewers behind it; of a peak, those with a valid second there. */
  n: z.number().int().min(0),
  /** Percentile bootstrap over viewers, of the whole procedure; of a share never surer than Wilson's of viewers who are
   * all alike; null below MIN_AUDIENCE. */
  estimate: estimateSchema.nullable(),
  /** Second of attraction or peak; null for the others. */
  second: z.number().int().nullable(),
  /** Below FEW_VIEWERS: read with care. */
  few: z.boolean(),
});
export type Headline = z.infer<typeof headlineSchema>;

/** Share of the viewers who started the video that were still watching in a second. */
export const retentionSecondSchema = z.object({
  second: z.number().int(),
  n: z.number().int(),
  estimate: estimateSchema.nullable(),
});

/** How the intervals were drawn. */
export const bootstrapSchema = z.object({
  draws: z.number().int(),
  seed: z.string(),
  /** What is drawn with replacement: viewers, or above 5,000 of them random groups of viewers of equal size. */
  unit: z.enum(["viewer", "group"]),
  units: z.number().int(),
});

/** What a video did, by its viewers' own tracks. */
export const videoSummarySchema = z.object({
  videoId: z.number().int(),
  /** Sessions counted: of this audience and engine, neither excluded nor withdrawn, that began this video. */
  viewers: z.number().int().min(0),
  headlines: z.array(headlineSchema).length(HEADLINES.length),
  retention: z.array(retentionSecondSchema),
  bootstrap: bootstrapSchema,
  quality: z.object({
    /** Viewer-seconds received, and those of them with valid expression scores. */
    seconds: z.number().int(),
    validSeconds: z.number().int(),
    losses: z.record(z.enum(LOSS_REASONS), z.number().int().min(0)),
    /** Viewers with a valid second, and those of them who have corrected values. */
    measuredViewers: z.number().int(),
    correctedViewers: z.number().int(),
  }),
});
export type VideoSummary = z.infer<typeof videoSummarySchema>;

/** Sessions of one audience. started = watching + completed + droppedOut + the excluded + withdrawn. */
export const funnelSchema = z.object({
  /** Read the consent text and declined; null for simulated viewers, who are not asked. */
  declined: z.number().int().min(0).nullable(),
  started: z.number().int().min(0),
  /** Open, began so lately that they may still be watching, and their page has not said that it ended. */
  watching: z.number().int().min(0),
  completed: z.number().int().min(0),
  /** Open, and began so long ago that they have left. */
  droppedOut: z.number().int().min(0),
  withdrawn: z.number().int().min(0),
  excluded: z.array(z.object({ reason: z.string(), sessions: z.number().int().min(1) })),
  /** Of the completed: calibration judged, with or without a baseline. */
  baselineRefused: z.number().int().min(0),
});
export type Funnel = z.infer<typeof funnelSchema>;

/** Query of GET /api/campaigns/<id>/overview: as the timeline's, and how expressions are read. */
export const overviewQuerySchema = timelineQuerySchema.extend({ measure: measureSchema.default("share") });
export type OverviewQuery = z.infer<typeof overviewQuerySchema>;

/** How many sessions have each grade, of those of a video that count: neither excluded nor withdrawn. */
export const gradeCountsSchema = z.object({
  /** In GRADES order, the worst first. */
  graded: z.array(z.number().int().min(0)).length(GRADES.length),
  /** Never finished, or are still watching. */
  notGraded: z.number().int().min(0),
});
export type GradeCounts = z.infer<typeof gradeCountsSchema>;

export const overviewSchema = z.object({
  campaignId: z.number().int(),
  /** Asked for: that of the funnel. `countedAudience` is that of the summary, which a segment may choose. */
  audience: audienceSchema,
  countedAudience: countedAudienceSchema,
  basis: timelineQuerySchema.shape.basis,
  measure: measureSchema,
  threshold: z.number(),
  engineVersion: z.string().nullable(),
  segment: segmentExpressionSchema.nullable(),
  otherAudienceSessions: z.number().int(),
  /** As the timeline's of the same video: who is counted, who is excluded, and without the segment. */
  sessions: z.number().int(),
  excluded: z.number().int(),
  audienceSessions: z.number().int(),
  funnel: funnelSchema,
  /** Null when the campaign has no video. */
  summary: videoSummarySchema.nullable(),
  /** Of the same sessions as the summary. */
  grades: gradeCountsSchema.nullable(),
});
export type Overview = z.infer<typeof overviewSchema>;
