import { BitStreamError } from "./bit-stream.ts";
import { EXPRESSION_COUNT } from "./expressions.ts";
import { putForetold, takeForetold } from "./foretold-column.ts";
import { SCORE_TOTAL } from "./quantise-scores.ts";
import type { RangeDecoder, RangeEncoder } from "./range-coder.ts";
import {
  BYTE_COLUMNS,
  hasScores,
  NEUTRAL,
  type PlainSamples,
  POSE,
  SCORES,
  STATE,
} from "./sample-columns.ts";

/** Codes of a state with whether there are scores. */
const CODES = 512;

/**
 * Writes what samples hold beside their times, a column at a time, each in the order of the samples' states and within
 * a state of their times: a face goes on where it was before it was lost. Scores are those of samples that have some.
 * The samples must be well-formed.
 */
export function putStateColumns(encoder: RangeEncoder, { bytes, count, sampleBytes }: PlainSamples): void {
  const codes = new Float64Array(count);
  for (let i = 0; i < count; i++) {
    codes[i] = 2 * bytes[i * sampleBytes + STATE]! + (hasScores(bytes, i * sampleBytes) ? 1 : 0);
  }
  putForetold(encoder, codes);
  const order = byState(codes);
  const scored = order.filter((i) => (codes[i]! & 1) === 1);
  for (const at of BYTE_COLUMNS) {
    if (at >= sampleBytes) continue;
    const signed = POSE.includes(at);
    const values = Float64Array.from(isScore(at) ? scored : order, (i) => {
      const byte = bytes[i * sampleBytes + at]!;
      return signed ? (byte << 24) >> 24 : byte;
    });
    putForetold(encoder, values);
  }
}

/** Inverse of `putStateColumns`, into the samples' bytes, which are zeros. Throws BitStreamError. */
export function takeStateColumns(decoder: RangeDecoder, { bytes, count, sampleBytes }: PlainSamples): void {
  const codes = new Float64Array(count);
  takeForetold(decoder, count, codes);
  for (let i = 0; i < count; i++) {
    if (!(codes[i]! >= 0 && codes[i]! < CODES)) throw new BitStreamError("a state beyond a byte");
    bytes[i * sampleBytes + STATE] = codes[i]! >> 1;
  }
  const order = byState(codes);
  const scored = order.filter((i) => (codes[i]! & 1) === 1);
  const values = new Float64Array(count);
  for (const at of BYTE_COLUMNS) {
    if (at >= sampleBytes) continue;
    const places = isScore(at) ? scored : order;
    takeForetold(decoder, places.length, values);
    const low = POSE.includes(at) ? -128 : 0;
    for (let i = 0; i < places.length; i++) {
      const value = values[i]!;
      if (!(value >= low && value <= low + 255)) throw new BitStreamError("a value beyond a byte");
      bytes[places[i]! * sampleBytes + at] = value;
    }
  }
  for (const place of scored) {
    let others = 0;
    for (let k = 0; k < EXPRESSION_COUNT; k++) others += bytes[place * sampleBytes + SCORES + k]!;
    if (others > SCORE_TOTAL) throw new BitStreamError("scores beyond their total");
    bytes[place * sampleBytes + NEUTRAL] = SCORE_TOTAL - others;
  }
}

function isScore(at: number): boolean {
  return at >= SCORES && at < SCORES + EXPRESSION_COUNT;
}

/** Places of samples, those of the lowest code first. */
function byState(codes: Float64Array): Uint32Array {
  const next = new Uint32Array(CODES + 1);
  for (const code of codes) next[code + 1]!++;
  for (let code = 1; code <= CODES; code++) next[code]! += next[code - 1]!;
  const order = new Uint32Array(codes.length);
  for (let i = 0; i < codes.length; i++) order[next[codes[i]!]!++] = i;
  return order;
}
