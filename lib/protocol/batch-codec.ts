import { BatchFormatError } from "./batch-format-error.ts";
import { EXPRESSION_COUNT } from "./expressions.ts";
import { CALIBRATION_SECONDS, MAX_SAMPLES_PER_BATCH, MAX_SEGMENT, MAX_STIMULUS_SECONDS } from "./limits.ts";
import { quantiseScores, SCORE_TOTAL } from "./quantise-scores.ts";
import { type Batch, ENGINES, SAMPLE_STATES, type Sample } from "./sample.ts";

export { BatchFormatError, type BatchFormatReason } from "./batch-format-error.ts";

/** First byte of every batch. A change of layout is a new version; see batch-layout.md. */
export const BATCH_VERSION = 2;
export const BATCH_HEADER_BYTES = 20;
export const BATCH_SAMPLE_BYTES = 22;
/** Version 1, which is still read, ended a sample before the mouth's opening. */
const SAMPLE_BYTES = new Map([
  [1, 20],
  [BATCH_VERSION, BATCH_SAMPLE_BYTES],
]);

const U16_MAX = 65_535;
const U32_MAX = 4_294_967_295;
const SECOND_MS = 1000;
const POSE_LIMIT_DEG = 127;
/** Of a fraction that can be missing: the byte's last value says so. */
const NULLABLE_SCALE = 254;
const MISSING = 255;
const TRACK_BREAK = 1;

/**
 * Wire bytes of one batch (batch-layout.md). Times are whole ms: capture times are rounded, media times
 * rounded down so that none leaves its second. Pose is rounded to degrees and clipped at 127, fractions to
 * 1/255; counts are clipped at the field's largest value. Throws BatchFormatError on what cannot travel.
 */
export function encodeBatch(batch: Batch): Uint8Array<ArrayBuffer> {
  checkCoordinates(batch.segment, batch.second, batch.engineId, batch.samples.length);
  const bytes = new Uint8Array(BATCH_HEADER_BYTES + BATCH_SAMPLE_BYTES * batch.samples.length);
  const view = new DataView(bytes.buffer);
  const baseMs = Math.round(batch.samples[0]?.captureTimeMs ?? 0);
  if (!(baseMs >= 0 && baseMs <= U32_MAX)) throw new BatchFormatError("captureTime", `base ${baseMs}`);
  view.setUint8(0, BATCH_VERSION);
  view.setUint8(1, clip(batch.targetRate ?? 0, 0, 255));
  view.setUint8(2, batch.segment);
  view.setUint8(3, batch.engineId);
  view.setUint16(4, batch.second, true);
  view.setUint16(6, batch.samples.length, true);
  view.setUint32(8, baseMs, true);
  view.setUint16(12, clip(batch.droppedFrames, 0, U16_MAX), true);
  view.setUint16(14, clip(batch.stalledMs, 0, U16_MAX), true);
  view.setUint8(16, batch.trackBreak ? TRACK_BREAK : 0);
  let previous = { capture: 0, media: 0 };
  batch.samples.forEach((sample, index) => {
    const capture = Math.round(sample.captureTimeMs) - baseMs;
    const media = Math.floor(sample.mediaTimeMs - batch.second * SECOND_MS);
    checkTimes(capture, media, previous, index);
    previous = { capture, media };
    writeSample(view, BATCH_HEADER_BYTES + index * BATCH_SAMPLE_BYTES, capture, media, sample);
  });
  return bytes;
}

/**
 * Inverse of `encodeBatch`; scores come back as k/255 and sum to 1. Throws BatchFormatError, and nothing
 * else, on anything malformed. Reads only the view's own bytes, so a slice of a larger buffer is fine.
 */
export function decodeBatch(bytes: Uint8Array): Batch {
  if (!(bytes instanceof Uint8Array)) throw new BatchFormatError("notBytes", typeof bytes);
  if (bytes.byteLength < BATCH_HEADER_BYTES)
    throw new BatchFormatError("length", `${bytes.byteLength} bytes`);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const version = view.getUint8(0);
  const sampleBytes = SAMPLE_BYTES.get(version);
  if (sampleBytes === undefined) throw new BatchFormatError("version", `${version}`);
  const targetRate = view.getUint8(1);
  const flags = view.getUint32(16, true);
  if (version === 1 ? targetRate !== 0 || flags !== 0 : flags > TRACK_BREAK) {
    throw new BatchFormatError("reserved", "not zero");
  }
  const segment = view.getUint8(2);
  const engineId = view.getUint8(3);
  const second = view.getUint16(4, true);
  const count = view.getUint16(6, true);
  checkCoordinates(segment, second, engineId, count);
  const expectedBytes = BATCH_HEADER_BYTES + count * sampleBytes;
  if (bytes.byteLength !== expectedBytes) {
    throw new BatchFormatError("length", `${bytes.byteLength} bytes, ${expectedBytes} expected`);
  }
  const baseMs = view.getUint32(8, true);
  if (count === 0 ? baseMs !== 0 : view.getUint16(BATCH_HEADER_BYTES, true) !== 0) {
    throw new BatchFormatError("captureTime", "the base is not the first sample's");
  }
  const samples: Sample[] = [];
  let previous = { capture: 0, media: 0 };
  for (let index = 0; index < count; index++) {
    const at = BATCH_HEADER_BYTES + index * sampleBytes;
    const capture = view.getUint16(at, true);
    const media = view.getUint16(at + 2, true);
    checkTimes(capture, media, previous, index);
    previous = { capture, media };
    samples.push(readSample(view, at, baseMs + capture, second * SECOND_MS + media, version));
  }
  return {
    segment,
    second,
    engineId,
    droppedFrames: view.getUint16(12, true),
    stalledMs: view.getUint16(14, true),
    ...(targetRate > 0 && { targetRate }),
    ...(flags === TRACK_BREAK && { trackBreak: true }),
    samples,
  };
}

function checkCoordinates(segment: number, second: number, engineId: number, count: number): void {
  if (!wholeWithin(segment, MAX_SEGMENT)) throw new BatchFormatError("segment", `${segment}`);
  const seconds = segment === 0 ? CALIBRATION_SECONDS : MAX_STIMULUS_SECONDS;
  if (!wholeWithin(second, seconds - 1)) throw new BatchFormatError("second", `${second}`);
  if (!wholeWithin(engineId, ENGINES.length - 1)) throw new BatchFormatError("engine", `${engineId}`);
  if (count > MAX_SAMPLES_PER_BATCH) throw new BatchFormatError("sampleCount", `${count}`);
}

function checkTimes(
  capture: number,
  media: number,
  previous: { capture: number; media: number },
  index: number,
): void {
  if (!Number.isFinite(capture) || capture > U16_MAX)
    throw new BatchFormatError("captureTime", `at ${index}`);
  if (!(media >= 0 && media < SECOND_MS)) throw new BatchFormatError("mediaTime", `at ${index}`);
  if (capture < previous.capture || media < previous.media)
    throw new BatchFormatError("order", `at ${index}`);
}

function writeSample(view: DataView, at: number, capture: number, media: number, sample: Sample): void {
  const scores = sample.scores === null ? null : quantiseScores(sample.scores);
  if (sample.state === "face" && scores === null) throw new BatchFormatError("scores", "face without scores");
  const state = SAMPLE_STATES.indexOf(sample.state);
  if (state < 0) throw new BatchFormatError("state", `${sample.state}`);
  view.setUint16(at, capture, true);
  view.setUint16(at + 2, media, true);
  view.setUint8(at + 4, state);
  for (let i = 0; i < EXPRESSION_COUNT; i++) view.setUint8(at + 5 + i, scores?.[i] ?? 0);
  view.setInt8(at + 12, degrees(sample.yawDeg));
  view.setInt8(at + 13, degrees(sample.pitchDeg));
  view.setInt8(at + 14, degrees(sample.rollDeg));
  view.setUint8(at + 15, fraction(sample.eyeClosure01, 255));
  view.setUint8(at + 16, nullableFraction(sample.attention01));
  view.setUint8(at + 17, fraction(sample.faceSize01, 255));
  view.setUint8(at + 18, fraction(sample.brightness01, 255));
  if (!(sample.faceCount >= 0)) throw new BatchFormatError("faceCount", `${sample.faceCount}`);
  view.setUint8(at + 19, clip(sample.faceCount, 0, 255));
  view.setUint8(at + 20, nullableFraction(sample.mouthOpening01));
  view.setUint8(at + 21, nullableFraction(sample.contrast01));
}

function readSample(
  view: DataView,
  at: number,
  captureTimeMs: number,
  mediaTimeMs: number,
  version: number,
): Sample {
  const state = SAMPLE_STATES[view.getUint8(at + 4)];
  if (state === undefined) throw new BatchFormatError("state", `${view.getUint8(at + 4)}`);
  const units = Array.from({ length: EXPRESSION_COUNT }, (_, i) => view.getUint8(at + 5 + i));
  const total = units.reduce((a, b) => a + b, 0);
  if (total !== 0 && total !== SCORE_TOTAL) throw new BatchFormatError("scores", `sum ${total}`);
  if (state === "face" && total === 0) throw new BatchFormatError("scores", "face without scores");
  const pose = [0, 1, 2].map((axis) => view.getInt8(at + 12 + axis));
  if (pose.some((angle) => angle < -POSE_LIMIT_DEG)) throw new BatchFormatError("pose", "-128");
  return {
    captureTimeMs,
    mediaTimeMs,
    state,
    scores: total === 0 ? null : units.map((unit) => unit / SCORE_TOTAL),
    yawDeg: pose[0] ?? 0,
    pitchDeg: pose[1] ?? 0,
    rollDeg: pose[2] ?? 0,
    eyeClosure01: view.getUint8(at + 15) / 255,
    attention01: readNullable(view, at + 16),
    faceSize01: view.getUint8(at + 17) / 255,
    brightness01: view.getUint8(at + 18) / 255,
    faceCount: view.getUint8(at + 19),
    mouthOpening01: version === 1 ? null : readNullable(view, at + 20),
    contrast01: version === 1 ? null : readNullable(view, at + 21),
  };
}

function readNullable(view: DataView, at: number): number | null {
  const value = view.getUint8(at);
  return value === MISSING ? null : value / NULLABLE_SCALE;
}

function nullableFraction(value: number | null): number {
  return value === null ? MISSING : fraction(value, NULLABLE_SCALE);
}

function wholeWithin(value: number, largest: number): boolean {
  return Number.isInteger(value) && value >= 0 && value <= largest;
}

function clip(value: number, low: number, high: number): number {
  return Math.min(high, Math.max(low, Math.round(value)));
}

function degrees(angle: number): number {
  if (!Number.isFinite(angle)) throw new BatchFormatError("pose", `${angle}`);
  return clip(angle, -POSE_LIMIT_DEG, POSE_LIMIT_DEG);
}

function fraction(value: number, scale: number): number {
  if (!(value >= 0 && value <= 1)) throw new BatchFormatError("fraction", `${value}`);
  return Math.round(value * scale);
}
