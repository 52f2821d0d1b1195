import { EXPRESSION_COUNT } from "./expressions.ts";
import { followingInterest, followingScore } from "./following-values.ts";
import {
  VIEWER_SECOND_FLAGS as HAS,
  VIEWER_SECOND_VERSION,
  VIEWER_SECOND_WORDS as W,
} from "./viewer-second.ts";

/** First byte of a narrow track, as they were written until there were columns. */
export const TRACK_NARROW = 2;
/** After it the baseline, 7 x i16 little-endian: what raw is above corrected, in EXPRESSIONS order. */
const BASELINE_AT = 1;
const HEADER_BYTES = BASELINE_AT + 2 * EXPRESSION_COUNT;
/** Set in the flags of a narrow second that is there. */
const THERE = 128;
const SIX = EXPRESSION_COUNT - 1;
/**
 * A narrow second: flags u8, loss u8, then coverage, attention, valence, expressiveness and six raw scores as they are
 * in a plain one, then i8 what the seventh is above the rest of 1. Interest and corrected follow from the others.
 */
const LOSS_AT = 1;
const COVERAGE_AT = 2;
const RAW_AT = COVERAGE_AT + 4 * 2;
const SEVENTH_AT = RAW_AT + 2 * SIX;
const NARROW_BYTES = SEVENTH_AT + 1;

/** How many seconds a narrow track has; no whole number for bytes of an impossible length. */
export function narrowTrackLength(bytes: Uint8Array): number {
  return (bytes.length - HEADER_BYTES) / NARROW_BYTES;
}

/** Unpacks a narrow track of a possible length into zeros of `words` from word `from` on. */
export function readNarrowTrack(bytes: Uint8Array, words: Int16Array, from: number): void {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let source = HEADER_BYTES, at = from; source < bytes.length; source += NARROW_BYTES, at += W.length) {
    if (bytes[source] === 0) continue;
    const flags = bytes[source]! & ~THERE;
    words[at] = VIEWER_SECOND_VERSION | (flags << 8);
    words[at + 1] = bytes[source + LOSS_AT]!;
    for (let i = 0; i < 4; i++)
      words[at + W.coverage + i] = view.getInt16(source + COVERAGE_AT + 2 * i, true);
    for (let i = 0; i < SIX; i++) words[at + W.raw + i] = view.getInt16(source + RAW_AT + 2 * i, true);
    if (flags & HAS.raw)
      words[at + W.raw + SIX] = followingScore(words, at) + view.getInt8(source + SEVENTH_AT);
    if (flags & HAS.interest) words[at + W.interest] = followingInterest(words, at);
    if ((flags & HAS.corrected) === 0) continue;
    for (let i = 0; i < EXPRESSION_COUNT; i++) {
      words[at + W.corrected + i] = words[at + W.raw + i]! - view.getInt16(BASELINE_AT + 2 * i, true);
    }
  }
}
