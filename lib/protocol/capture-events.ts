import { z } from "zod";

/** Socket.IO path and namespaces. Websocket transport only, no compression. */
export const SOCKET_PATH = "/socket";
export const CAPTURE_NAMESPACE = "/capture";
export const STUDIO_NAMESPACE = "/studio";
/** The largest batch has half as many; whoever sends more in one message loses the connection. */
export const LARGEST_MESSAGE_BYTES = 16_384;

/**
 * Stable codes of a refusal on the capture socket. `retry` says whether the same message can succeed later.
 * Their order travels in batch-acks.ts: append, never reorder.
 */
export const CAPTURE_CODES = {
  "ticket-invalid": { retry: false },
  "ticket-expired": { retry: true },
  "session-closed": { retry: false },
  "campaign-closed": { retry: false },
  "calibration-missing": { retry: false },
  "calibration-done": { retry: false },
  "batch-malformed": { retry: false },
  "batch-out-of-range": { retry: false },
  "too-many": { retry: true },
  overtaken: { retry: false },
  unavailable: { retry: true },
  "batch-version": { retry: false },
  "batch-too-large": { retry: false },
  "batch-impossible-time": { retry: false },
} as const satisfies Record<string, { retry: boolean }>;

export type CaptureCode = keyof typeof CAPTURE_CODES;

export interface Refusal {
  ok: false;
  code: CaptureCode;
  retry: boolean;
}

export function refuse(code: CaptureCode): Refusal {
  return { ok: false, code, retry: CAPTURE_CODES[code].retry };
}

export type PushAck = { ok: true } | Refusal;
/** Seconds already stored, by segment, ascending; the client continues at the first that is missing. */
export type ResumeAck = { ok: true; calibrated: boolean; stored: Record<number, number[]> } | Refusal;
/** Why no baseline could be taken; corrected values are then missing for this viewer, raw ones stay. */
export const BASELINE_REFUSALS = ["tooFewSamples", "neutralNotLargest", "otherExpressionHigh"] as const;
export type BaselineRefusal = (typeof BASELINE_REFUSALS)[number];
export type CalibrateAck = { ok: true; refusal: BaselineRefusal | null } | Refusal;
export type FinishAck = { ok: true } | Refusal;

export interface CaptureClientEvents {
  /**
   * Wire bytes of one batch: batch-layout.md. Answered after its transaction commits: by `ack` where there is
   * one, else among the next "batch:acks".
   */
  "batch:push": (bytes: Uint8Array, ack?: (answer: PushAck) => void) => void;
  "session:resume": (ack: (answer: ResumeAck) => void) => void;
  /** After every batch of segment 0 is acknowledged: the server computes the baseline from them. */
  "session:calibrate": (ack: (answer: CalibrateAck) => void) => void;
  /** After every batch is acknowledged: closes the session. */
  "session:finish": (ack: (answer: FinishAck) => void) => void;
}

export interface CaptureServerEvents {
  /** What became of batches that were pushed without a callback: batch-acks.ts. */
  "batch:acks": (bytes: Uint8Array) => void;
  /** A newer connection of the same session took over; this one must stop. */
  "session:overtaken": () => void;
}

export interface StudioClientEvents {
  "campaign:follow": (campaignId: number, ack: (answer: { ok: boolean }) => void) => void;
}

export interface StudioServerEvents {
  /** At most once a second a campaign; the client then fetches from the API. */
  "timeline:changed": (campaignId: number) => void;
  "fieldwork:changed": (campaignId: number) => void;
}

/** What an answer of the server must look like to a client that trusts nothing. */
const refusalSchema = z.object({
  ok: z.literal(false),
  code: z.enum(Object.keys(CAPTURE_CODES) as [CaptureCode, ...CaptureCode[]]),
  retry: z.boolean(),
});
export const pushAckSchema = z.union([z.object({ ok: z.literal(true) }), refusalSchema]);
export const finishAckSchema = pushAckSchema;
export const calibrateAckSchema = z.union([
  z.object({ ok: z.literal(true), refusal: z.enum(BASELINE_REFUSALS).nullable() }),
  refusalSchema,
]);
export const resumeAckSchema = z.union([
  z.object({
    ok: z.literal(true),
    calibrated: z.boolean(),
    stored: z.record(z.coerce.number().int(), z.array(z.number().int())),
  }),
  refusalSchema,
]);
