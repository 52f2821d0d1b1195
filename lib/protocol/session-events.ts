import { z } from "zod";
import { MAX_SEGMENT, MAX_STIMULUS_SECONDS } from "./limits.ts";

/** Samples a second among which a device is given one (lib/capture/device-probe.ts). */
export const SAMPLE_RATES = [30, 15, 10, 5] as const;
export type SampleRate = (typeof SAMPLE_RATES)[number];

/** Why a viewer's page ended before its end; what it shows is said in app/watch. */
export const END_REASONS = ["left", "deviceTooSlow", "engine", "video", "unexpected"] as const;
export type EndReason = (typeof END_REASONS)[number];

/** Why the face may be another person's from a moment on. */
export const TRACK_BREAKS = ["jump", "gap"] as const;
export type TrackBreak = (typeof TRACK_BREAKS)[number];

const atMs = z.number().int().min(0).max(2_147_483_647);
const event = <Kind extends string, Shape extends z.ZodRawShape>(kind: Kind, shape: Shape) =>
  z.object({ kind: z.literal(kind), atMs, ...shape });
const rate = z.number().int().min(1).max(60);
const words = z.string().max(200);

/** What the device can do, found in the camera check before the viewer may begin. */
const probed = {
  backend: z.string().max(40),
  /** Time of one pass of the models in the engine's own trial, ms. */
  probeMs: z.number().min(0),
  /** Camera frames that the engine could take, one after another, a second. */
  sustainedPerSecond: z.number().min(0),
  /** Samples a second that were chosen; 0 when the device is too slow. */
  samplesPerSecond: z.number().int().min(0).max(60),
  cores: z.number().int().min(0).max(1_024),
};
export const captureProfileSchema = z.object(probed);
export type CaptureProfile = z.infer<typeof captureProfileSchema>;

/** One thing that happened in a viewer's page; `atMs` since the session's zero, by the viewer's clock. */
export const sessionEventSchema = z.discriminatedUnion("kind", [
  event("probed", probed),
  /** Fewer samples a second from here on: the device did not keep up. */
  event("rateLowered", { from: rate, to: rate }),
  event("engineFailed", { why: words, again: z.boolean() }),
  event("engineReady", { backend: z.string().max(40) }),
  event("cameraLost", { how: z.enum(["ended", "muted", "frames"]) }),
  event("cameraBack", {}),
  /** The device slept, or the page was not run, for `ms`. */
  event("slept", { ms: z.number().int().min(0) }),
  /** The page was not seen for `ms`; recorded when it was seen again. */
  event("tabLeft", { ms: z.number().int().min(0), watching: z.boolean() }),
  event("cameraResized", { width: z.number().int().min(0), height: z.number().int().min(0) }),
  event("trackBreak", {
    why: z.enum(TRACK_BREAKS),
    segment: z.number().int().min(0).max(MAX_SEGMENT),
    second: z.number().int().min(0).max(MAX_STIMULUS_SECONDS),
  }),
  event("returned", {}),
  event("ended", { why: z.enum(END_REASONS) }),
]);
export type SessionEvent = z.infer<typeof sessionEventSchema>;

/** Events that one request may carry, and that one session may have. */
export const MAX_EVENTS_AT_ONCE = 25;
export const MAX_EVENTS = 400;

/** POST /api/watch/<slug>/events: what happened, into the session of this browser's cookie. Again is the same as once. */
export const noteEventsRequest = z.object({
  events: z.array(sessionEventSchema).min(1).max(MAX_EVENTS_AT_ONCE),
});
