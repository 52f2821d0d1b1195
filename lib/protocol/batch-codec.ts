import { BatchFormatError } from "./batch-format-error.ts";
import { BitReader, BitStreamError, BitWriter } from "./bit-stream.ts";
import { putColumn, takeColumn } from "./column-coding.ts";
import { MAX_SAMPLES_PER_BATCH } from "./limits.ts";
import {
  BATCH_HEADER_BYTES,
  decodePlainBatch,
  encodePlainBatch,
  PLAIN_VERSION,
  plainSampleBytes,
  SamplePool,
} from "./plain-batch.ts";
import type { Batch } from "./sample.ts";
import { putSampleColumns, takeSampleColumns } from "./sample-columns.ts";

export { BatchFormatError, type BatchFormatReason } from "./batch-format-error.ts";

/** First byte of every batch. A change of layout is a new version; see batch-layout.md. */
export const BATCH_VERSION = 3;
/** A packed header is a plain one without its reserved bytes. */
export const PACKED_HEADER_BYTES = 17;
/** More than the largest batch takes, packed or plain; what is larger is not looked at. */
export const MAX_BATCH_BYTES = 8_192;

const SAMPLE_BYTES = plainSampleBytes(PLAIN_VERSION);
const U16_MAX = 65_535;
const times = new Float64Array(MAX_SAMPLES_PER_BATCH);
const reader = new BitReader(new Uint8Array(MAX_BATCH_BYTES));

/**
 * Wire bytes of one batch (batch-layout.md): its plain bytes, packed. Times are whole ms: capture times are
 * rounded, media times rounded down so that none leaves its second. Pose is rounded to degrees and clipped at
 * 127, fractions to 1/255; counts are clipped at the field's largest value. Throws BatchFormatError on what
 * cannot travel.
 */
export function encodeBatch(batch: Batch): Uint8Array<ArrayBuffer> {
  return packBatch(encodePlainBatch(batch));
}

/**
 * Inverse of `encodeBatch`, for every version that was ever sent; scores come back as k/255 and sum to 1.
 * Throws BatchFormatError, and nothing else, on anything malformed. Reads only the view's own bytes, so a
 * slice of a larger buffer is fine.
 */
export function decodeBatch(bytes: Uint8Array): Batch {
  return decodePlainBatch(plainBatch(bytes));
}

/** `decodeBatch` for who looks at each batch once: its samples, not more, are good until the next call. */
export function createBatchReader(): (bytes: Uint8Array) => Batch {
  const pool = new SamplePool();
  const room = new Uint8Array(BATCH_HEADER_BYTES + MAX_SAMPLES_PER_BATCH * SAMPLE_BYTES);
  return (bytes) => decodePlainBatch(plainBatchIn(bytes, room), pool);
}

/** Plain bytes of a batch of any version; those of a plain one are itself. Throws BatchFormatError. */
export function plainBatch(bytes: Uint8Array): Uint8Array {
  return plainBatchIn(bytes, null);
}

function plainBatchIn(bytes: Uint8Array, room: Uint8Array | null): Uint8Array {
  if (!(bytes instanceof Uint8Array)) throw new BatchFormatError("notBytes", typeof bytes);
  if (bytes.byteLength > MAX_BATCH_BYTES) throw new BatchFormatError("length", `${bytes.byteLength} bytes`);
  return bytes[0] === BATCH_VERSION ? unpackBatch(bytes, room) : bytes;
}

/** Where a batch says that it belongs, at the same place in every version; null when it is too short to. */
export function batchCoordinates(bytes: Uint8Array): { segment: number; second: number } | null {
  if (bytes.byteLength < PACKED_HEADER_BYTES) return null;
  return { segment: bytes[2]!, second: bytes[4]! | (bytes[5]! << 8) };
}

function packBatch(plain: Uint8Array): Uint8Array<ArrayBuffer> {
  const count = plain[6]! | (plain[7]! << 8);
  const writer = new BitWriter();
  for (let i = 1; i < count; i++) times[i - 1] = captureAt(plain, i) - captureAt(plain, i - 1);
  putColumn(writer, times.subarray(0, Math.max(0, count - 1)));
  for (let i = 0; i < count; i++) times[i] = captureAt(plain, i) - mediaAt(plain, i);
  putColumn(writer, times.subarray(0, count));
  const bytes = plain.subarray(BATCH_HEADER_BYTES);
  putSampleColumns(writer, { bytes, count, sampleBytes: SAMPLE_BYTES });
  const packed = writer.finish();
  const whole = new Uint8Array(PACKED_HEADER_BYTES + packed.length);
  whole.set(plain.subarray(0, PACKED_HEADER_BYTES));
  whole[0] = BATCH_VERSION;
  whole.set(packed, PACKED_HEADER_BYTES);
  return whole;
}

function unpackBatch(bytes: Uint8Array, room: Uint8Array | null): Uint8Array {
  if (bytes.byteLength < PACKED_HEADER_BYTES) {
    throw new BatchFormatError("length", `${bytes.byteLength} bytes`);
  }
  const count = bytes[6]! | (bytes[7]! << 8);
  if (count > MAX_SAMPLES_PER_BATCH) throw new BatchFormatError("sampleCount", `${count}`);
  const length = BATCH_HEADER_BYTES + count * SAMPLE_BYTES;
  const plain = room ? room.subarray(0, length).fill(0) : new Uint8Array(length);
  plain.set(bytes.subarray(0, PACKED_HEADER_BYTES));
  plain[0] = PLAIN_VERSION;
  reader.open(bytes.subarray(PACKED_HEADER_BYTES));
  try {
    takeTimes(reader, plain, count);
    const samples = plain.subarray(BATCH_HEADER_BYTES);
    takeSampleColumns(reader, { bytes: samples, count, sampleBytes: SAMPLE_BYTES });
    if (!reader.isAtEnd()) throw new BatchFormatError("length", "more than its samples");
  } catch (error) {
    if (error instanceof BitStreamError) throw new BatchFormatError("packing", error.message);
    throw error;
  }
  return plain;
}

function takeTimes(reader: BitReader, plain: Uint8Array, count: number): void {
  takeColumn(reader, count - 1, times);
  let capture = 0;
  for (let i = 0; i < count; i++) {
    if (i > 0) capture += times[i - 1]!;
    if (!(capture >= 0 && capture <= U16_MAX)) throw new BatchFormatError("captureTime", `at ${i}`);
    putU16(plain, BATCH_HEADER_BYTES + i * SAMPLE_BYTES, capture);
  }
  takeColumn(reader, count, times);
  for (let i = 0; i < count; i++) {
    const media = captureAt(plain, i) - times[i]!;
    if (!(media >= 0 && media <= U16_MAX)) throw new BatchFormatError("mediaTime", `at ${i}`);
    putU16(plain, BATCH_HEADER_BYTES + i * SAMPLE_BYTES + 2, media);
  }
}

function captureAt(plain: Uint8Array, index: number): number {
  const at = BATCH_HEADER_BYTES + index * SAMPLE_BYTES;
  return plain[at]! | (plain[at + 1]! << 8);
}

function mediaAt(plain: Uint8Array, index: number): number {
  const at = BATCH_HEADER_BYTES + index * SAMPLE_BYTES + 2;
  return plain[at]! | (plain[at + 1]! << 8);
}

function putU16(plain: Uint8Array, at: number, value: number): void {
  plain[at] = value & 255;
  plain[at + 1] = value >> 8;
}
