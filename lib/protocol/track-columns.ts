import { EXPRESSION_COUNT, EXPRESSIONS, type Expression } from "./expressions.ts";
import { followingInterest, followingScore } from "./following-values.ts";
import { SCALE } from "./limits.ts";
import { type ColumnPlace, ColumnReader, ColumnWriter } from "./track-numbers.ts";
import {
  VIEWER_SECOND_FLAGS as HAS,
  VIEWER_SECOND_VERSION,
  VIEWER_SECOND_WORDS as W,
} from "./viewer-second.ts";

/** First byte of a track in columns. */
export const TRACK_COLUMNS = 3;
/** After it the number of seconds, u16, and the baseline, 7 x i16: what raw is above corrected. Little-endian. */
const COUNT_AT = 1;
const BASELINE_AT = 3;
const HEADER_BYTES = BASELINE_AT + 2 * EXPRESSION_COUNT;
/** Of a second that is there, beside its flags, in the place of its first word. */
const THERE = 128;
const LAST = EXPRESSION_COUNT - 1;
const place = (expression: Expression) => EXPRESSIONS.indexOf(expression);
const [ANGRY, DISGUST, FEAR, SAD] = [place("angry"), place("disgust"), place("fear"), place("sad")];
const [HAPPY, NEUTRAL] = [place("happy"), place("neutral")];
/** A baseline's neutral is not taken for less (metrics.md). */
const LEAST_NEUTRAL = SCALE / 5;

/**
 * The columns: words of a viewer-second, and of which seconds. Corrected and interest are not among them, they follow.
 * Of the seventh raw score, valence and expressiveness there is only what they are above what the others foretell.
 */
const COLUMNS: readonly ColumnPlace[] = [
  { word: 0, mask: 0 },
  { word: 1, mask: THERE },
  { word: W.coverage, mask: THERE },
  { word: W.attention, mask: HAS.attention },
  ...Array.from({ length: EXPRESSION_COUNT }, (_, i) => ({ word: W.raw + i, mask: HAS.raw })),
  { word: W.valence, mask: HAS.raw },
  { word: W.expressiveness, mask: HAS.expressiveness },
];

/**
 * Packs viewer-seconds from second 0 on, W.length words each, all zeros for one that never arrived. What ingest does not
 * compute is lost: interest that is not attention x expressiveness, a baseline that changes, values that their flags
 * deny.
 */
export function packTrackColumns(seconds: Int16Array): Uint8Array<ArrayBuffer> {
  const words = seconds.slice();
  const baseline = new Int16Array(EXPRESSION_COUNT);
  for (let at = 0; at < words.length; at += W.length) {
    if (words[at] === 0) continue;
    const flags = (words[at]! >> 8) & (THERE - 1);
    words[at] = flags | THERE;
    if ((flags & HAS.corrected) === 0) continue;
    for (let i = 0; i < EXPRESSION_COUNT; i++) {
      baseline[i] = words[at + W.raw + i]! - words[at + W.corrected + i]!;
    }
  }
  for (let at = 0; at < words.length; at += W.length) {
    words[at + W.valence]! -= valence(words, at);
    words[at + W.expressiveness]! -= expressiveness(words, at, baseline[NEUTRAL]!);
    words[at + W.raw + LAST]! -= followingScore(words, at);
  }
  const writer = new ColumnWriter();
  for (const column of COLUMNS) writer.put(words, column);
  const columns = writer.finish();
  const bytes = new Uint8Array(HEADER_BYTES + columns.length);
  const view = new DataView(bytes.buffer);
  bytes[0] = TRACK_COLUMNS;
  view.setUint16(COUNT_AT, words.length / W.length, true);
  for (let i = 0; i < EXPRESSION_COUNT; i++) view.setInt16(BASELINE_AT + 2 * i, baseline[i]!, true);
  bytes.set(columns, HEADER_BYTES);
  return bytes;
}

/** How many seconds a track in columns has. */
export function trackColumnsLength(bytes: Uint8Array): number {
  return bytes[COUNT_AT]! | (bytes[COUNT_AT + 1]! << 8);
}

/**
 * Inverse of `packTrackColumns`, into zeros of `words` from word `from` on. Throws RangeError on bytes that are cut off or
 * hold something else.
 */
export function readTrackColumns(bytes: Uint8Array, words: Int16Array, from: number): void {
  if (bytes.length < HEADER_BYTES) throw new RangeError(`a track of ${bytes.length} bytes`);
  const to = from + trackColumnsLength(bytes) * W.length;
  const reader = new ColumnReader(bytes, HEADER_BYTES);
  for (const column of COLUMNS) reader.take(words, from, to, column);
  reader.end();
  const baseline = new Int16Array(EXPRESSION_COUNT);
  for (let i = 0; i < EXPRESSION_COUNT; i++) {
    baseline[i] = bytes[BASELINE_AT + 2 * i]! | (bytes[BASELINE_AT + 2 * i + 1]! << 8);
  }
  for (let at = from; at < to; at += W.length) {
    if (words[at] === 0) continue;
    const flags = words[at]! ^ THERE;
    if (flags < 0 || flags >= THERE) throw new RangeError(`a second that begins with ${words[at]}`);
    words[at] = VIEWER_SECOND_VERSION | (flags << 8);
    if (flags & HAS.raw) {
      words[at + W.raw + LAST]! += followingScore(words, at);
      words[at + W.valence]! += valence(words, at);
    }
    if (flags & HAS.expressiveness) {
      words[at + W.expressiveness]! += expressiveness(words, at, baseline[NEUTRAL]!);
    }
    if (flags & HAS.interest) {
      words[at + W.interest] = followingInterest(words, at);
    }
    if (flags & HAS.corrected) {
      for (let i = 0; i < EXPRESSION_COUNT; i++) {
        words[at + W.corrected + i] = words[at + W.raw + i]! - baseline[i]!;
      }
    }
  }
}

/** Valence of the mean scores: not more than its mean over the samples (lib/analytics/valence.ts), and near it. */
function valence(words: Int16Array, at: number): number {
  const raw = at + W.raw;
  return (
    words[raw + HAPPY]! -
    Math.max(words[raw + ANGRY]!, words[raw + DISGUST]!, words[raw + FEAR]!, words[raw + SAD]!)
  );
}

/** Expressiveness of the mean scores, as lib/analytics/expressiveness.ts has it of a sample's. */
function expressiveness(words: Int16Array, at: number, baselineNeutral: number): number {
  const rise = baselineNeutral - words[at + W.raw + NEUTRAL]!;
  return rise <= 0
    ? 0
    : Math.min(SCALE, Math.round((rise * SCALE) / Math.max(baselineNeutral, LEAST_NEUTRAL)));
}
