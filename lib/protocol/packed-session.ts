import { BitReader, BitStreamError, BitWriter } from "./bit-stream.ts";
import { putColumn, takeColumn } from "./column-coding.ts";
import { BATCH_HEADER_BYTES, PLAIN_VERSION, plainSampleBytes } from "./plain-batch.ts";
import { putSampleColumns, takeSampleColumns } from "./sample-columns.ts";

/**
 * All batches of one closed session in a few thousand bytes: the columns of a packed batch (batch-layout.md), but
 * each over all samples of a segment, so that it pays for its own form once. First a version byte; then, for
 * each segment and plain version that occurs, its batches' headers as columns and their samples as columns.
 */
const VERSION = 1;
const NUMBER_BITS = { groups: 8, segment: 8, version: 8 } as const;
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
const MOST_BATCHES = 65_536;

/** A packed session that does not hold what it says. */
export class PackedSessionError extends Error {
  override readonly name = "PackedSessionError";
}

/** Packs plain batches; their order within a segment is by second. They must be well-formed. */
export function packSession(batches: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const writer = new BitWriter();
  const groups = groupsOf(batches);
  writer.put(VERSION, 8);
  writer.put(groups.length, NUMBER_BITS.groups);
  for (const group of groups) putGroup(writer, group);
  return writer.finish();
}

/** Inverse of `packSession`: plain batches by segment and second. Throws PackedSessionError. */
export function unpackSession(bytes: Uint8Array): Uint8Array[] {
  const reader = new BitReader(bytes);
  try {
    if (reader.take(8) !== VERSION) throw new PackedSessionError(`packed session of version ${bytes[0]}`);
    const batches: Uint8Array[] = [];
    for (let left = reader.take(NUMBER_BITS.groups); left > 0; left--) batches.push(...takeGroup(reader));
    if (!reader.isAtEnd()) throw new PackedSessionError("more than its batches");
    return batches.sort((a, b) => a[2]! - b[2]! || u16(a, 4) - u16(b, 4));
  } catch (error) {
    if (error instanceof BitStreamError) throw new PackedSessionError(error.message);
    throw error;
  }
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

function putGroup(writer: BitWriter, { segment, version, batches }: Group): void {
  const sampleBytes = plainSampleBytes(version);
  writer.put(segment, NUMBER_BITS.segment);
  writer.put(version, NUMBER_BITS.version);
  writer.putNumber(batches.length);
  for (const { at, wide } of HEADER_COLUMNS) {
    putColumn(
      writer,
      batches.map((batch) => (wide ? u16(batch, at) : batch[at]!)),
    );
  }
  putColumn(
    writer,
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
  putColumn(writer, captureSteps);
  putColumn(writer, lags);
  putSampleColumns(writer, { bytes: samples, count: captureSteps.length, sampleBytes });
}

function takeGroup(reader: BitReader): Uint8Array[] {
  const segment = reader.take(NUMBER_BITS.segment);
  const version = reader.take(NUMBER_BITS.version);
  if (version !== 1 && version !== PLAIN_VERSION)
    throw new PackedSessionError(`batches of version ${version}`);
  const batchCount = reader.takeNumber();
  if (batchCount > MOST_BATCHES) throw new PackedSessionError(`${batchCount} batches`);
  const headers = HEADER_COLUMNS.map(() => takeWhole(reader, batchCount));
  const counts = takeWhole(reader, batchCount);
  const total = counts.reduce((sum, count) => sum + count, 0);
  const sampleBytes = plainSampleBytes(version);
  const captureSteps = takeWhole(reader, total);
  const lags = takeWhole(reader, total);
  const samples = new Uint8Array(total * sampleBytes);
  takeSampleColumns(reader, { bytes: samples, count: total, sampleBytes });

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
      putU16(batch, at, capture - baseMs);
      putU16(batch, at + 2, capture - lags[taken]! - 1000 * headers[0]![i]!);
    }
    if (count > 0) new DataView(batch.buffer).setUint32(BASE_AT, baseMs, true);
    batches.push(batch);
  }
  return batches;
}

function takeWhole(reader: BitReader, count: number): Float64Array {
  if (!(count >= 0 && count <= 2 ** 22)) throw new PackedSessionError(`a column of ${count}`);
  const values = new Float64Array(count);
  takeColumn(reader, count, values);
  return values;
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
