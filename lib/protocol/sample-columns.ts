import { type BitReader, BitStreamError, type BitWriter } from "./bit-stream.ts";
import { putColumn, takeColumn } from "./column-coding.ts";
import { EXPRESSION_COUNT, EXPRESSIONS } from "./expressions.ts";
import { SCORE_TOTAL } from "./quantise-scores.ts";

/** Bytes of a plain sample (batch-layout.md) by what follows from what. */
export const STATE = 4;
export const SCORES = 5;
export const NEUTRAL = SCORES + EXPRESSIONS.indexOf("neutral");
export const POSE = [12, 13, 14];
/** Every byte that is a column of its own; neutral is what the other scores leave. */
export const BYTE_COLUMNS = [5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21].filter(
  (at) => at !== NEUTRAL,
);

/** Plain samples, `sampleBytes` apart, one after another in a buffer. */
export interface PlainSamples {
  bytes: Uint8Array;
  count: number;
  sampleBytes: number;
}

let scratch = new Float64Array(256);

function column(count: number): Float64Array {
  if (scratch.length < count) scratch = new Float64Array(count);
  return scratch;
}

/**
 * Writes what samples hold beside their times, a column at a time: state with whether there are scores, six
 * of the seven scores, and every other byte. The samples must be well-formed.
 */
export function putSampleColumns(writer: BitWriter, { bytes, count, sampleBytes }: PlainSamples): void {
  const values = column(count).subarray(0, count);
  for (let i = 0; i < count; i++) {
    values[i] = 2 * bytes[i * sampleBytes + STATE]! + (hasScores(bytes, i * sampleBytes) ? 1 : 0);
  }
  putColumn(writer, values);
  for (const at of BYTE_COLUMNS) {
    if (at >= sampleBytes) continue;
    const signed = POSE.includes(at);
    for (let i = 0; i < count; i++) {
      const byte = bytes[i * sampleBytes + at]!;
      values[i] = signed ? (byte << 24) >> 24 : byte;
    }
    putColumn(writer, values);
  }
}

/** Inverse of `putSampleColumns`, into the samples' bytes. Throws BitStreamError. */
export function takeSampleColumns(reader: BitReader, { bytes, count, sampleBytes }: PlainSamples): void {
  const values = column(count);
  takeColumn(reader, count, values);
  for (let i = 0; i < count; i++) {
    const code = values[i]!;
    if (!(code >= 0 && code < 512)) throw new BitStreamError("a state beyond a byte");
    bytes[i * sampleBytes + STATE] = code >> 1;
    // Until the other scores are known: whether there are any.
    bytes[i * sampleBytes + NEUTRAL] = code & 1;
  }
  for (const at of BYTE_COLUMNS) {
    if (at >= sampleBytes) continue;
    takeColumn(reader, count, values);
    const low = POSE.includes(at) ? -128 : 0;
    for (let i = 0, to = at; i < count; i++, to += sampleBytes) {
      const value = values[i]!;
      if (!(value >= low && value <= low + 255)) throw new BitStreamError("a value beyond a byte");
      bytes[to] = value;
    }
  }
  for (let i = 0, from = 0; i < count; i++, from += sampleBytes) {
    if (bytes[from + NEUTRAL] === 0) continue;
    let others = 0;
    for (let k = 0; k < EXPRESSION_COUNT; k++) {
      if (SCORES + k !== NEUTRAL) others += bytes[from + SCORES + k]!;
    }
    if (others > SCORE_TOTAL) throw new BitStreamError("scores beyond their total");
    bytes[from + NEUTRAL] = SCORE_TOTAL - others;
  }
}

/** Whether the sample at byte `from` has scores. */
export function hasScores(bytes: Uint8Array, from: number): boolean {
  for (let k = 0; k < EXPRESSION_COUNT; k++) if (bytes[from + SCORES + k] !== 0) return true;
  return false;
}
