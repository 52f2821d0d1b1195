import { viewerSecond } from "#lib/analytics/viewer-second.ts";
import { BatchFormatError, createBatchReader, MAX_BATCH_BYTES } from "#lib/protocol/batch-codec.ts";
import { type CaptureCode, type Refusal, refuse } from "#lib/protocol/capture-events.ts";
import { measuredSeconds } from "#lib/protocol/limits.ts";
import { type Batch, ENGINES } from "#lib/protocol/sample.ts";
import { packViewerSecond } from "#lib/protocol/viewer-second.ts";
import type { NewBatch } from "#lib/storage/append-batches.ts";
import type { CaptureContext } from "#lib/storage/load-capture-context.ts";

/** The video cannot run faster than the clock; browsers' clocks are this coarse together, ms. */
const CLOCK_TOLERANCE_MS = 250;
/** A second of a video cannot have been watched sooner after the session's start, but for this much, ms. */
const EARLY_TOLERANCE_MS = 5_000;
/** No camera gives more frames a second. */
const MAX_CAMERA_RATE = 120;
const NO_VALUES = new Uint8Array(0);
const readBatch = createBatchReader();

/**
 * Judges the bytes of one batch against its session, and computes its viewer-second. A refusal names the
 * first thing that is wrong, in the order: form, session and campaign, range, times, calibration. The samples of `batch`
 * are good until the next call.
 */
export function acceptBatch(
  bytes: unknown,
  context: CaptureContext,
  nowMs: number,
): { ok: true; row: NewBatch; batch: Batch } | Refusal {
  if (!(bytes instanceof Uint8Array)) return refuse("batch-malformed");
  if (bytes.length > MAX_BATCH_BYTES) return refuse("batch-too-large");
  const batch = decode(bytes);
  if (typeof batch === "string") return refuse(batch);
  if (context.state !== "open") return refuse("session-closed");
  if (context.campaignStatus !== "live") return refuse("campaign-closed");
  if (ENGINES[batch.engineId]?.version !== context.engineVersion) return refuse("batch-out-of-range");
  const { segment, second } = batch;
  if (!isPlausible(batch) || isFromTheFuture(batch, context, nowMs)) return refuse("batch-impossible-time");
  const coordinates = { sessionId: context.sessionId, segment, second, payload: bytes };
  if (segment === 0) {
    if (context.calibrated) return refuse("calibration-done");
    return { ok: true, batch, row: { ...coordinates, videoId: 0, values: NO_VALUES } };
  }
  const stimulus = context.stimuli.get(segment);
  if (!stimulus || second >= measuredSeconds(stimulus.durationMs)) return refuse("batch-out-of-range");
  if (isTooEarly(batch, context, nowMs)) return refuse("batch-impossible-time");
  if (!context.calibrated) return refuse("calibration-missing");
  const values = packViewerSecond(viewerSecond(batch.samples, second, context.baseline));
  return { ok: true, batch, row: { ...coordinates, videoId: stimulus.videoId, values } };
}

function decode(bytes: Uint8Array): Batch | CaptureCode {
  try {
    return readBatch(bytes);
  } catch (error) {
    if (!(error instanceof BatchFormatError)) throw error;
    return error.reason === "version" ? "batch-version" : "batch-malformed";
  }
}

/** Media time passes no faster than the time of capture, and frames come no faster than cameras give them. */
function isPlausible({ samples }: Batch): boolean {
  const [first, last] = [samples[0], samples.at(-1)];
  if (!first || !last) return true;
  const captureMs = last.captureTimeMs - first.captureTimeMs + CLOCK_TOLERANCE_MS;
  const framesMs = ((samples.length - 1) * 1000) / MAX_CAMERA_RATE;
  return last.mediaTimeMs - first.mediaTimeMs <= captureMs && framesMs <= captureMs;
}

/** Capture times count from the session's start. Simulated viewers' are made up. */
function isFromTheFuture(
  { samples }: Batch,
  { simulated, startedAt }: CaptureContext,
  nowMs: number,
): boolean {
  const last = samples.at(-1);
  if (simulated || !last) return false;
  return last.captureTimeMs > nowMs - startedAt.getTime() + EARLY_TOLERANCE_MS;
}

/**
 * Nobody can have watched a second before it can have been shown. Simulated viewers need not wait: their
 * time is made up, and they are never counted as real.
 */
function isTooEarly({ second }: Batch, { simulated, startedAt }: CaptureContext, nowMs: number): boolean {
  return !simulated && nowMs - startedAt.getTime() + EARLY_TOLERANCE_MS < second * 1000;
}
