import { z } from "zod";
import { MAX_SEGMENT, MAX_STIMULUS_SECONDS } from "./limits.ts";
import { type QualitySettings, qualitySettingsSchema } from "./quality.ts";

/** Segment variables of a campaign, and values of each; their product is bounded too, as cells are. */
export const MAX_SEGMENT_VARIABLES = 5;
export const MAX_SEGMENT_VALUES = 20;
/** Combinations of segment variables a campaign may have: architecture.md. */
export const MAX_SEGMENT_CELLS = 2_000;
export const MAX_RETENTION_DAYS = 1_095;
/** Longest still picture that is taken with an upload, in characters of base64. */
const MAX_THUMBNAIL_CHARACTERS = 400_000;

/** What an owner or editor attests before a campaign can be published (EU AI Act 5(1)(f)). */
export const ATTESTATION =
  "The people who are invited to this campaign are not our employees, staff, pupils or students, and taking part or not has no consequence for them at work or in education.";

const text = (what: string, min: number, max: number) =>
  z
    .string()
    .trim()
    .min(min, min === 1 ? `Enter ${what}` : `Write at least ${min} characters`)
    .max(max, `Keep it within ${max} characters`);

export const segmentVariableSchema = z.object({
  /** Names the variable in links and files. */
  key: z
    .string()
    .trim()
    .regex(/^[a-z][a-z0-9_]{0,31}$/, "Small letters, digits and _, beginning with a letter"),
  title: text("a title", 1, 60),
  values: z
    .array(text("a value", 1, 60))
    .min(2, "Give at least two values")
    .max(MAX_SEGMENT_VALUES, `Give at most ${MAX_SEGMENT_VALUES} values`)
    .refine((values) => new Set(values).size === values.length, "Each value once"),
});
export type SegmentVariable = z.infer<typeof segmentVariableSchema>;

export const segmentVariablesSchema = z
  .array(segmentVariableSchema)
  .max(MAX_SEGMENT_VARIABLES, `At most ${MAX_SEGMENT_VARIABLES} variables`)
  .refine((all) => new Set(all.map(({ key }) => key)).size === all.length, "Each key once")
  .refine(
    // Of each variable a value may be missing, too.
    (all) => all.reduce((cells, { values }) => cells * (values.length + 1), 1) <= MAX_SEGMENT_CELLS,
    `At most ${MAX_SEGMENT_CELLS} combinations of values`,
  );

/** POST /api/campaigns: a draft. PATCH /api/campaigns/<id> takes the same fields, while it is a draft. */
export const campaignDraftSchema = z.object({
  title: text("a title", 1, 120),
  purpose: text("a purpose", 20, 1_000),
  retentionDays: z
    .number("Enter a number of days")
    .int("Enter whole days")
    .min(1, "At least one day")
    .max(MAX_RETENTION_DAYS, "At most three years"),
});
export type CampaignDraft = z.infer<typeof campaignDraftSchema>;

/**
 * Which of a campaign's videos a viewer is shown: all in the campaign's order; one, by a balanced random plan; or all,
 * in a balanced random order.
 */
export const CUT_PLANS = ["allInOrder", "oneEach", "allShuffled"] as const;
export const cutPlanSchema = z.enum(CUT_PLANS);
export type CutPlan = z.infer<typeof cutPlanSchema>;

export const campaignChangesSchema = campaignDraftSchema
  .extend({
    segmentVariables: segmentVariablesSchema,
    quality: qualitySettingsSchema,
    cutPlan: cutPlanSchema,
  })
  .partial();
export type CampaignChanges = z.infer<typeof campaignChangesSchema>;

export const createdSchema = z.object({ id: z.number().int() });

/** PUT /api/campaigns/<id>/attestation, while it is a draft. `text`: the words that were on the screen. */
export const attestationRequest = z.discriminatedUnion("attested", [
  z.object({ attested: z.literal(true), text: z.literal(ATTESTATION) }),
  z.object({ attested: z.literal(false) }),
]);

/** POST /api/campaigns/<id>/status */
export const CAMPAIGN_ACTIONS = ["publish", "pause", "resume", "close", "reopen"] as const;
export type CampaignAction = (typeof CAMPAIGN_ACTIONS)[number];
export const statusRequest = z.object({ action: z.enum(CAMPAIGN_ACTIONS) });

/** DELETE /api/campaigns/<id>/simulated */
export const removedSimulatedSchema = z.object({ removed: z.number().int() });

/** Name of an upload in progress: its campaign, a dash, 128 random bits. */
export const uploadIdSchema = z.string().regex(/^[1-9]\d{0,9}-[0-9a-f]{32}$/);

/** POST /api/campaigns/<id>/videos: an upload is complete; becomes a video of the campaign. */
export const newVideoRequest = z.object({
  uploadId: uploadIdSchema,
  title: text("a title", 1, 120),
  durationMs: z
    .number()
    .int()
    .min(1_000, "A video lasts at least one second")
    .max(MAX_STIMULUS_SECONDS * 1_000, `A video lasts at most ${MAX_STIMULUS_SECONDS / 60} minutes`),
  width: z.number().int().min(16).max(8_192),
  height: z.number().int().min(16).max(8_192),
  /** A JPEG, in base64. */
  thumbnail: z.base64().max(MAX_THUMBNAIL_CHARACTERS),
});
export type NewVideoRequest = z.infer<typeof newVideoRequest>;
/** Largest body of that request, in characters. */
export const NEW_VIDEO_BODY_CHARACTERS = MAX_THUMBNAIL_CHARACTERS + 4_096;

/** PATCH /api/campaigns/<id>/videos/<videoId>, while it is a draft: another title, another place in the order. */
export const videoChangesRequest = z
  .object({ title: text("a title", 1, 120), position: z.number().int().min(1).max(MAX_SEGMENT) })
  .partial()
  .refine((changes) => Object.keys(changes).length > 0, "Say what is to change");
export type VideoChanges = z.infer<typeof videoChangesRequest>;

/** Everything that the set-up page of a campaign shows. */
export interface CampaignSetup {
  id: number;
  slug: string;
  title: string;
  purpose: string;
  retentionDays: number;
  status: "draft" | "live" | "paused" | "closed";
  segmentVariables: SegmentVariable[];
  quality: QualitySettings;
  cutPlan: CutPlan;
  attestation: { at: string; by: string | null; text: string | null } | null;
  videos: SetupVideo[];
  simulatedViewers: number;
  realViewers: number;
  /** When the first and the last numbers of real viewers are destroyed; null while there are none. */
  destroyed: { firstAt: string; lastAt: string } | null;
}

export interface SetupVideo {
  id: number;
  title: string;
  url: string;
  /** Null for a film that is part of this server. */
  thumbnailUrl: string | null;
  mimeType: string;
  durationMs: number;
  width: number;
  height: number;
  sizeBytes: number | null;
}
