import { BitReader, BitStreamError } from "./bit-stream.ts";
import { takeColumn } from "./column-coding.ts";
import { putForetold, takeForetold } from "./foretold-column.ts";
import { MAX_SAMPLES_PER_BATCH, MAX_STIMULUS_SECONDS } from "./limits.ts";
import { BATCH_HEADER_BYTES, PLAIN_VERSION, plainSampleBytes } from "./plain-batch.ts";
import { RangeDecoder, RangeEncoder } from "./range-coder.ts";
import { type PlainSamples, takeSampleColumns } from "./sample-columns.ts";
import { putStateColumns, takeStateColumns } from "./state-columns.ts";

/**
 * All batches of one closed session in a few thousand bytes: the columns of a packed batch (batch-layout.md), but
 * each over all samples of a segment. First a version byte; then the number of groups; then of each, one for each
 * segment and plain version that occurs, its batches' headers as columns and their samples as columns.
 * Version 2 writes each column by what its own values have taught (foretold-column.ts), the samples' by their states
 * (state-columns.ts). Version 1 wrote them as the wire has them and is still read.
 */
const VERSION = 2;
const BYTE_BITS = 8;
const BATCH_COUNT_BITS = 16;
const [U8, U16, U32] = [0xff, 0xffff, 0xffff_ffff];
/** Bytes of a plain header that are columns over batches: second, rate, engine, frames dropped, time stalled, flags. */
const HEADER_COLUMNS = [
  { at: 4, wide: true },
  { at: 1, wide: false },
  { at: 3, wide: false },
  { at: 12, wide: true },
  { at: 14, wide: true },
  { at: 16, wide: false },
] as const;
const COUNT_AT = 6;
const BASE_AT = 8;

/** Where columns come from. Throws BitStreamError when there are no more. */
interface ColumnSource {
  takeByte(): number;
  takeBatchCount(): number;
  takeColumn(count: number, into: Float64Array): void;
  takeSamples(samples: PlainSamples): void;
  isAtEnd(): boolean;
}

/** A packed session that does not hold what it says. */
export class PackedSessionError extends Error {
  override readonly name = "PackedSessionError";
}

/**
 * Packs plain batches; their order within a segment is by second. They must be well-formed, and no two of one second.
 */
export function packSession(batches: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const encoder = new RangeEncoder();
  const groups = groupsOf(batches);
  encoder.putBits(groups.length, BYTE_BITS);
  for (const group of groups) putGroup(encoder, group);
  const columns = encoder.finish();
  const bytes = new Uint8Array(1 + columns.length);
  bytes[0] = VERSION;
  bytes.set(columns, 1);
  return bytes;
}

/** Inverse of `packSession`: plain batches by segment and second. Throws PackedSessionError. */
export function unpackSession(bytes: Uint8Array): Uint8Array[] {
  try {
    const source = sourceOf(bytes);
    const batches: Uint8Array[] = [];
    for (let left = source.takeByte(); left > 0; left--) batches.push(...takeGroup(source));
    if (!source.isAtEnd()) throw new PackedSessionError("more than its batches");
    return batches.sort((a, b) => a[2]! - b[2]! || u16(a, 4) - u16(b, 4));
  } catch (error) {
    if (error instanceof BitStreamError) throw new PackedSessionError(error.message);
    throw error;
  }
}

function sourceOf(bytes: Uint8Array): ColumnSource {
  if (bytes[0] === VERSION) {
    const decoder = new RangeDecoder(bytes, 1);
    return {
      takeByte: () => decoder.takeBits(BYTE_BITS),
      takeBatchCount: () => decoder.takeBits(BATCH_COUNT_BITS),
      takeColumn: (count, into) => takeForetold(decoder, count, into),
      takeSamples: (samples) => takeStateColumns(decoder, samples),
      isAtEnd: () => decoder.isAtEnd(),
    };
  }
  if (bytes[0] !== 1) throw new PackedSessionError(`packed session of version ${bytes[0]}`);
  const reader = new BitReader(bytes.subarray(1));
  return {
    takeByte: () => reader.take(BYTE_BITS),
    takeBatchCount: () => reader.takeNumber(),
    takeColumn: (count, into) => takeColumn(reader, count, into),
    takeSamples: (samples) => takeSampleColumns(reader, samples),
    isAtEnd: () => reader.isAtEnd(),
  };
}

interface Group {
  segment: number;
  version: number;
  batches: Uint8Array[];
}

function groupsOf(batches: readonly Uint8Array[]): Group[] {
  const groups = new Map<string, Group>();
  for (const batch of batches) {
    const [version, segment] = [batch[0]!, batch[2]!];
    const group = groups.get(`${segment}/${version}`) ?? { segment, version, batches: [] };
    group.batches.push(batch);
    groups.set(`${segment}/${version}`, group);
  }
  for (const group of groups.values()) group.batches.sort((a, b) => u16(a, 4) - u16(b, 4));
  return [...groups.values()];
}

function putGroup(encoder: RangeEncoder, { segment, version, batches }: Group): void {
  const sampleBytes = plainSampleBytes(version);
  encoder.putBits(segment, BYTE_BITS);
  encoder.putBits(version, BYTE_BITS);
  encoder.putBits(batches.length, BATCH_COUNT_BITS);
  for (const { at, wide } of HEADER_COLUMNS) {
    putForetold(
      encoder,
      batches.map((batch) => (wide ? u16(batch, at) : batch[at]!)),
    );
  }
  putForetold(
    encoder,
    batches.map((batch) => u16(batch, COUNT_AT)),
  );
  const samples = concatenated(batches.map((batch) => batch.subarray(BATCH_HEADER_BYTES)));
  const captureSteps: number[] = [];
  const lags: number[] = [];
  let last = 0;
  for (const batch of batches) {
    for (let at = BATCH_HEADER_BYTES; at < batch.length; at += sampleBytes) {
      const capture = u32(batch, BASE_AT) + u16(batch, at);
      captureSteps.push(capture - last);
      lags.push(capture - (1000 * u16(batch, 4) + u16(batch, at + 2)));
      last = capture;
    }
  }
  putForetold(encoder, captureSteps);
  putForetold(encoder, lags);
  putStateColumns(encoder, { bytes: samples, count: captureSteps.length, sampleBytes });
}

function takeGroup(source: ColumnSource): Uint8Array[] {
  const segment = source.takeByte();
  const version = source.takeByte();
  if (version !== 1 && version !== PLAIN_VERSION)
    throw new PackedSessionError(`batches of version ${version}`);
  const batchCount = source.takeBatchCount();
  if (batchCount > MAX_STIMULUS_SECONDS) throw new PackedSessionError(`${batchCount} batches`);
  const headers = HEADER_COLUMNS.map(({ wide }) => takeValuesTo(source, batchCount, wide ? U16 : U8));
  const counts = takeValuesTo(source, batchCount, MAX_SAMPLES_PER_BATCH);
  const total = counts.reduce((sum, count) => sum + count, 0);
  const sampleBytes = plainSampleBytes(version);
  const captureSteps = takeValues(source, total);
  const lags = takeValues(source, total);
  const samples = new Uint8Array(total * sampleBytes);
  source.takeSamples({ bytes: samples, count: total, sampleBytes });

  const batches: Uint8Array[] = [];
  let taken = 0;
  let capture = 0;
  for (let i = 0; i < batchCount; i++) {
    const count = counts[i]!;
    const batch = new Uint8Array(BATCH_HEADER_BYTES + count * sampleBytes);
    batch[0] = version;
    batch[2] = segment;
    for (const [column, { at, wide }] of HEADER_COLUMNS.entries()) {
      if (wide) putU16(batch, at, headers[column]![i]!);
      else batch[at] = headers[column]![i]!;
    }
    putU16(batch, COUNT_AT, count);
    batch.set(samples.subarray(taken * sampleBytes, (taken + count) * sampleBytes), BATCH_HEADER_BYTES);
    let baseMs = 0;
    for (let sample = 0; sample < count; sample++, taken++) {
      capture += captureSteps[taken]!;
      if (sample === 0) baseMs = capture;
      const at = BATCH_HEADER_BYTES + sample * sampleBytes;
      putU16(batch, at, within(capture - baseMs, U16));
      putU16(batch, at + 2, within(capture - lags[taken]! - 1000 * headers[0]![i]!, U16));
    }
    if (count > 0) new DataView(batch.buffer).setUint32(BASE_AT, within(baseMs, U32), true);
    batches.push(batch);
  }
  return batches;
}

function takeValues(source: ColumnSource, count: number): Float64Array {
  const values = new Float64Array(count);
  source.takeColumn(count, values);
  return values;
}

function takeValuesTo(source: ColumnSource, count: number, most: number): Float64Array {
  const values = takeValues(source, count);
  for (const value of values) within(value, most);
  return values;
}

/** The value, unless it is one that a batch cannot hold. */
function within(value: number, most: number): number {
  if (!(value >= 0 && value <= most)) throw new PackedSessionError(`${value} where ${most} is the most`);
  return value;
}

function concatenated(parts: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}

function u16(bytes: Uint8Array, at: number): number {
  return bytes[at]! | (bytes[at + 1]! << 8);
}

function u32(bytes: Uint8Array, at: number): number {
  return u16(bytes, at) + u16(bytes, at + 2) * 65_536;
}

function putU16(bytes: Uint8Array, at: number, value: number): void {
  bytes[at] = value & 255;
  bytes[at + 1] = (value >> 8) & 255;
}
