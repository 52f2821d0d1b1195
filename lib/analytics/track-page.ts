import { CURVE_COUNT } from "#lib/protocol/curves.ts";
import { EXPRESSION_COUNT } from "#lib/protocol/expressions.ts";
import { SCALE } from "#lib/protocol/limits.ts";
import type { Basis } from "#lib/protocol/timeline.ts";
import { VIEWER_SECOND_FLAGS, VIEWER_SECOND_WORDS } from "#lib/protocol/viewer-second.ts";

/** Tracks of some viewers of one video, end to end, as they travel to a worker. */
export interface TrackPage {
  /** Ascending over all pages of a question. */
  sessionIds: Int32Array<ArrayBuffer>;
  /** Of each viewer: FINISHED, WATCHING. */
  states: Uint8Array<ArrayBuffer>;
  /** Where each viewer's first second lies, in viewer-seconds; one more than viewers, the last the end. */
  starts: Uint32Array<ArrayBuffer>;
  /** lib/protocol/viewer-second.ts in 16-bit words, little-endian; a second that never arrived is zeros. */
  words: Int16Array<ArrayBuffer>;
}

/** The session is finished. */
export const FINISHED = 1;
/** The session is open and may still be watched: how long it was watched is not decided. */
export const WATCHING = 2;

/** How expressions are read from a viewer-second: a score, or whether it reaches the threshold. */
export interface Reading {
  basis: Basis;
  /** Multiple of 0.05; null for the score itself. */
  threshold: number | null;
}

/** A value that is missing, beside integers in 1/10,000. */
export const MISSING = -32_768;

const W = VIEWER_SECOND_WORDS;
const HAS = VIEWER_SECOND_FLAGS;
const HAS_VALUES: Record<Basis, number> = { raw: HAS.raw, corrected: HAS.corrected };
export const VALENCE = EXPRESSION_COUNT;
export const ATTENTION = EXPRESSION_COUNT + 1;
export const INTEREST = EXPRESSION_COUNT + 2;

/**
 * Reads one viewer-second at word `at` into `out`, CURVE_COUNT integers in 1/10,000 or MISSING. With a threshold an
 * expression is SCALE for who reacts and 0 for who does not.
 */
export function readCurves(words: Int16Array, at: number, reading: Reading, out: Int16Array, to = 0): void {
  const flags = flagsAt(words, at);
  const from = at + (reading.basis === "raw" ? W.raw : W.corrected);
  if ((flags & HAS_VALUES[reading.basis]) === 0) out.fill(MISSING, to, to + EXPRESSION_COUNT);
  else if (reading.threshold === null) {
    for (let i = 0; i < EXPRESSION_COUNT; i++) out[to + i] = words[from + i]!;
  } else {
    const least = Math.round(reading.threshold * SCALE);
    for (let i = 0; i < EXPRESSION_COUNT; i++) out[to + i] = words[from + i]! >= least ? SCALE : 0;
  }
  out[to + VALENCE] = flags & HAS.raw ? words[at + W.valence]! : MISSING;
  out[to + ATTENTION] = flags & HAS.attention ? words[at + W.attention]! : MISSING;
  out[to + INTEREST] = flags & HAS.interest ? words[at + W.interest]! : MISSING;
}

/** Whether a second arrived: its first byte, the version, is not zero. */
export function hasArrived(words: Int16Array, at: number): boolean {
  return versionAt(words, at) !== 0;
}

/** VIEWER_SECOND_VERSION of the second at word `at`; 0 for one that never arrived. */
export function versionAt(words: Int16Array, at: number): number {
  return words[at]! & 0xff;
}

/** VIEWER_SECOND_FLAGS of the second at word `at`; 0 for one that never arrived. */
export function flagsAt(words: Int16Array, at: number): number {
  return (words[at]! >> 8) & 0xff;
}

/** Byte of the loss reason, or NO_LOSS. */
export function lossAt(words: Int16Array, at: number): number {
  return words[at + 1]! & 0xff;
}

/** Called for every viewer of a page: its place, the word where its track begins, and its seconds, at most `measured`. */
export function eachTrack(
  page: TrackPage,
  measured: number,
  visit: (viewer: number, at: number, seconds: number) => void,
): void {
  for (let viewer = 0; viewer < page.sessionIds.length; viewer++) {
    const first = page.starts[viewer]!;
    visit(viewer, first * W.length, Math.min(measured, page.starts[viewer + 1]! - first));
  }
}

/** A viewer's curves over `seconds`, second by second CURVE_COUNT values, into `out` from its beginning. */
export function readTrack(
  page: TrackPage,
  at: number,
  seconds: number,
  reading: Reading,
  out: Int16Array,
): void {
  for (let second = 0; second < seconds; second++) {
    readCurves(page.words, at + second * W.length, reading, out, second * CURVE_COUNT);
  }
}

/** The buffers of a page, to be handed over instead of copied. */
export function buffersOf(page: TrackPage): ArrayBuffer[] {
  return [page.sessionIds.buffer, page.states.buffer, page.starts.buffer, page.words.buffer];
}
