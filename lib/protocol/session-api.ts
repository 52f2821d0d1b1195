import { z } from "zod";
import { ENGINES, type EngineVersion } from "./sample.ts";
import { segmentValuesSchema } from "./segment-values.ts";

/** POST /api/watch/<slug>/sessions: the viewer consented. Creates the session, its consent record and a ticket. */
export const startSessionRequest = z.object({
  textSha256: z.string().regex(/^[0-9a-f]{64}$/),
  consented: z.literal(true),
  engineVersion: z.enum(ENGINES.map((engine) => engine.version) as [EngineVersion, ...EngineVersion[]]),
  device: z.object({ userAgent: z.string().max(400) }),
  /** What the viewer's link says of them. */
  segments: segmentValuesSchema.optional(),
});
export type StartSessionRequest = z.infer<typeof startSessionRequest>;

export const stimulusSchema = z.object({
  segment: z.number().int().min(1),
  videoId: z.number().int(),
  title: z.string(),
  url: z.string(),
  mimeType: z.string(),
  durationMs: z.number().int().positive(),
});
export type Stimulus = z.infer<typeof stimulusSchema>;

export const startSessionResponse = z.object({
  sessionPublicId: z.uuid(),
  receipt: z.string(),
  ticket: z.string(),
  stimuli: z.array(stimulusSchema).min(1),
});
export type StartSessionResponse = z.infer<typeof startSessionResponse>;

/**
 * POST /api/watch/<slug>/resume: what this browser's cookie opens. `none` also when it was withdrawn. Seconds that
 * are stored are asked by `session:resume`, after what this browser still keeps was sent.
 */
export const resumeResponse = z.discriminatedUnion("state", [
  z.object({ state: z.literal("none") }),
  z.object({
    state: z.literal("open"),
    sessionPublicId: z.uuid(),
    receipt: z.string(),
    ticket: z.string(),
    stimuli: z.array(stimulusSchema).min(1),
    /** The calibration was judged: it is not made again. */
    calibrated: z.boolean(),
    /** Since the session's start, by the server's clock. */
    elapsedMs: z.number().int().min(0),
  }),
  z.object({
    state: z.literal("finished"),
    sessionPublicId: z.uuid(),
    receipt: z.string(),
    /** Seconds stored, calibration included. */
    storedSeconds: z.number().int().min(0),
  }),
]);
export type ResumeResponse = z.infer<typeof resumeResponse>;

/** POST /api/watch/<slug>/ticket: a fresh ticket for the session of this browser's cookie. */
export const ticketResponse = z.object({ ticket: z.string() });

/** POST /api/watch/<slug>/decline: records the decision, and nothing else. */
export const declineRequest = z.object({ textSha256: z.string().regex(/^[0-9a-f]{64}$/) });

/** Every error of the API: a stable code, a sentence that says what to do, and an id when it was unexpected. */
export const errorResponse = z.object({
  error: z.object({ code: z.string(), message: z.string(), id: z.string().optional() }),
});
export type ErrorResponse = z.infer<typeof errorResponse>;
