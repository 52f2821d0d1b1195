import { BatchFormatError } from "./batch-format-error.ts";
import { EXPRESSION_COUNT } from "./expressions.ts";
import { CALIBRATION_SECONDS, MAX_SAMPLES_PER_BATCH, MAX_SEGMENT, MAX_STIMULUS_SECONDS } from "./limits.ts";
import { quantiseScores, SCORE_TOTAL } from "./quantise-scores.ts";
import { type Batch, ENGINES, SAMPLE_STATES, type Sample } from "./sample.ts";

/** First byte of a plain batch as it is written now; version 1 is still read. */
export const PLAIN_VERSION = 2;
export const BATCH_HEADER_BYTES = 20;
const BATCH_SAMPLE_BYTES = 22;
/** Version 1 ended a sample before the mouth's opening. */
const SAMPLE_BYTES_OF_1 = 20;

const U16_MAX = 65_535;
const U32_MAX = 4_294_967_295;
const SECOND_MS = 1000;
const POSE_LIMIT_DEG = 127;
/** Of a fraction that can be missing: the byte's last value says so. */
const NULLABLE_SCALE = 254;
const MISSING = 255;
const TRACK_BREAK = 1;

/** Bytes of one sample in a plain batch of a version that is known. */
export function plainSampleBytes(version: number): number {
  return version === 1 ? SAMPLE_BYTES_OF_1 : BATCH_SAMPLE_BYTES;
}

/** Bytes of a batch before they are packed: fields at fixed places (batch-layout.md). Throws BatchFormatError. */
export function encodePlainBatch(batch: Batch): Uint8Array<ArrayBuffer> {
  checkCoordinates(batch.segment, batch.second, batch.engineId, batch.samples.length);
  const bytes = new Uint8Array(BATCH_HEADER_BYTES + BATCH_SAMPLE_BYTES * batch.samples.length);
  const view = new DataView(bytes.buffer);
  const baseMs = Math.round(batch.samples[0]?.captureTimeMs ?? 0);
  if (!(baseMs >= 0 && baseMs <= U32_MAX)) throw new BatchFormatError("captureTime", `base ${baseMs}`);
  view.setUint8(0, PLAIN_VERSION);
  view.setUint8(1, clip(batch.targetRate ?? 0, 0, 255));
  view.setUint8(2, batch.segment);
  view.setUint8(3, batch.engineId);
  view.setUint16(4, batch.second, true);
  view.setUint16(6, batch.samples.length, true);
  view.setUint32(8, baseMs, true);
  view.setUint16(12, clip(batch.droppedFrames, 0, U16_MAX), true);
  view.setUint16(14, clip(batch.stalledMs, 0, U16_MAX), true);
  view.setUint8(16, batch.trackBreak ? TRACK_BREAK : 0);
  let lastCapture = 0;
  let lastMedia = 0;
  batch.samples.forEach((sample, index) => {
    const capture = Math.round(sample.captureTimeMs) - baseMs;
    const media = Math.floor(sample.mediaTimeMs - batch.second * SECOND_MS);
    checkTimes(capture, media, lastCapture, lastMedia, index);
    lastCapture = capture;
    lastMedia = media;
    writeSample(view, BATCH_HEADER_BYTES + index * BATCH_SAMPLE_BYTES, capture, media, sample);
  });
  return bytes;
}

/**
 * Inverse of `encodePlainBatch`, of version 1 too. With a `pool` the samples are its own, and good until it is used again.
 * Throws BatchFormatError, and nothing else.
 */
export function decodePlainBatch(bytes: Uint8Array, pool?: SamplePool): Batch {
  if (bytes.byteLength < BATCH_HEADER_BYTES)
    throw new BatchFormatError("length", `${bytes.byteLength} bytes`);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const version = bytes[0]!;
  if (version !== 1 && version !== PLAIN_VERSION) throw new BatchFormatError("version", `${version}`);
  const sampleBytes = plainSampleBytes(version);
  const targetRate = bytes[1]!;
  const flags = view.getUint32(16, true);
  if (version === 1 ? targetRate !== 0 || flags !== 0 : flags > TRACK_BREAK) {
    throw new BatchFormatError("reserved", "not zero");
  }
  const segment = bytes[2]!;
  const engineId = bytes[3]!;
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
  let lastCapture = 0;
  let lastMedia = 0;
  for (let index = 0, at = BATCH_HEADER_BYTES; index < count; index++, at += sampleBytes) {
    const capture = bytes[at]! | (bytes[at + 1]! << 8);
    const media = bytes[at + 2]! | (bytes[at + 3]! << 8);
    checkTimes(capture, media, lastCapture, lastMedia, index);
    lastCapture = capture;
    lastMedia = media;
    const sample = pool ? pool.sampleAt(index) : newSample();
    readSample(sample, pool ? pool.scoresAt(index) : newScores(), bytes, at, version);
    sample.captureTimeMs = baseMs + capture;
    sample.mediaTimeMs = second * SECOND_MS + media;
    samples.push(sample);
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
  lastCapture: number,
  lastMedia: number,
  index: number,
): void {
  if (!Number.isFinite(capture) || capture > U16_MAX)
    throw new BatchFormatError("captureTime", `at ${index}`);
  if (!(media >= 0 && media < SECOND_MS)) throw new BatchFormatError("mediaTime", `at ${index}`);
  if (capture < lastCapture || media < lastMedia) throw new BatchFormatError("order", `at ${index}`);
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

type MutableSample = { -readonly [Field in keyof Sample]: Sample[Field] };

/** Samples that the next batch is written over: for who looks at each batch once. */
export class SamplePool {
  readonly #samples: MutableSample[] = [];
  readonly #scores: number[][] = [];

  sampleAt(index: number): MutableSample {
    this.#samples[index] ??= newSample();
    return this.#samples[index]!;
  }

  scoresAt(index: number): number[] {
    this.#scores[index] ??= newScores();
    return this.#scores[index]!;
  }
}

function newSample(): MutableSample {
  return {
    captureTimeMs: 0,
    mediaTimeMs: 0,
    state: "error",
    scores: null,
    yawDeg: 0,
    pitchDeg: 0,
    rollDeg: 0,
    eyeClosure01: 0,
    attention01: null,
    faceSize01: 0,
    brightness01: 0,
    faceCount: 0,
    mouthOpening01: null,
    contrast01: null,
  };
}

function newScores(): number[] {
  return new Array<number>(EXPRESSION_COUNT).fill(0);
}

/** All of a sample but its times; `scores` becomes its scores when there are some. */
function readSample(
  sample: MutableSample,
  scores: number[],
  bytes: Uint8Array,
  at: number,
  version: number,
): void {
  const state = SAMPLE_STATES[bytes[at + 4]!];
  if (state === undefined) throw new BatchFormatError("state", `${bytes[at + 4]}`);
  let total = 0;
  for (let i = 0; i < EXPRESSION_COUNT; i++) total += bytes[at + 5 + i]!;
  if (total !== 0 && total !== SCORE_TOTAL) throw new BatchFormatError("scores", `sum ${total}`);
  if (state === "face" && total === 0) throw new BatchFormatError("scores", "face without scores");
  const yawDeg = (bytes[at + 12]! << 24) >> 24;
  const pitchDeg = (bytes[at + 13]! << 24) >> 24;
  const rollDeg = (bytes[at + 14]! << 24) >> 24;
  if (yawDeg < -POSE_LIMIT_DEG || pitchDeg < -POSE_LIMIT_DEG || rollDeg < -POSE_LIMIT_DEG) {
    throw new BatchFormatError("pose", "-128");
  }
  sample.state = state;
  sample.scores = total === 0 ? null : readScores(bytes, at + 5, scores);
  sample.yawDeg = yawDeg;
  sample.pitchDeg = pitchDeg;
  sample.rollDeg = rollDeg;
  sample.eyeClosure01 = bytes[at + 15]! / 255;
  sample.attention01 = readNullable(bytes[at + 16]!);
  sample.faceSize01 = bytes[at + 17]! / 255;
  sample.brightness01 = bytes[at + 18]! / 255;
  sample.faceCount = bytes[at + 19]!;
  sample.mouthOpening01 = version === 1 ? null : readNullable(bytes[at + 20]!);
  sample.contrast01 = version === 1 ? null : readNullable(bytes[at + 21]!);
}

function readScores(bytes: Uint8Array, at: number, scores: number[]): number[] {
  for (let i = 0; i < EXPRESSION_COUNT; i++) scores[i] = bytes[at + i]! / SCORE_TOTAL;
  return scores;
}

function readNullable(value: number): number | null {
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
