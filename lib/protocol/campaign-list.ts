import { z } from "zod";

export const campaignVideoSchema = z.object({
  id: z.number().int(),
  title: z.string(),
  url: z.string(),
  mimeType: z.string(),
  durationMs: z.number().int(),
  width: z.number().int(),
  height: z.number().int(),
  position: z.number().int(),
});
export type CampaignVideo = z.infer<typeof campaignVideoSchema>;

/** Fieldwork of one audience of one campaign, in sessions; withdrawn ones are in none of these. */
export const fieldworkSchema = z.object({
  /** Not excluded: open and finished. */
  sessions: z.number().int().min(0),
  finished: z.number().int().min(0),
  excluded: z.number().int().min(0),
  /** When the latest of them started, ISO 8601; null without any. */
  lastStartedAt: z.string().nullable(),
});
export type Fieldwork = z.infer<typeof fieldworkSchema>;

/** GET /api/campaigns: the campaigns of one's own organisation, newest first. */
export const campaignListItemSchema = z.object({
  id: z.number().int(),
  slug: z.string(),
  title: z.string(),
  status: z.enum(["draft", "live", "paused", "closed"]),
  createdAt: z.string(),
  videos: z.array(campaignVideoSchema),
  /** Never added up: simulated viewers are not respondents. */
  real: fieldworkSchema,
  simulated: fieldworkSchema,
  /** People who read the consent text and declined. */
  declined: z.number().int().min(0),
});
export type CampaignListItem = z.infer<typeof campaignListItemSchema>;

export const campaignListSchema = z.object({ campaigns: z.array(campaignListItemSchema) });
export type CampaignList = z.infer<typeof campaignListSchema>;
