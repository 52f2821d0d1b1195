import { EXPRESSION_COUNT } from "./expressions.ts";
import { SCALE } from "./limits.ts";
import { packTrackColumns, readTrackColumns, TRACK_COLUMNS, trackColumnsLength } from "./track-columns.ts";
import {
  unpackViewerSecond,
  VIEWER_SECOND_BYTES,
  VIEWER_SECOND_WORDS,
  type ViewerSecond,
} from "./viewer-second.ts";

/**
 * First byte of a narrow track, as they were written until there were columns. A plain one begins with a viewer-second's
 * version, 1, or with the zeros of a second that never arrived.
 */
const NARROW = 2;
/** After it the baseline, 7 x i16 little-endian: what raw is above corrected, in EXPRESSIONS order. */
const HEADER_BYTES = 1 + 2 * EXPRESSION_COUNT;
/** Of a plain viewer-second (viewer-second.ts): where its fields stand. */
const FLAGS = 1;
const LOSS = 2;
/** Coverage, attention, valence and expressiveness, 2 bytes each. */
const COVERAGE = 4;
const ATTENTION = 6;
const EXPRESSIVENESS = 10;
const INTEREST = 12;
const RAW = 14;
const CORRECTED = RAW + 2 * EXPRESSION_COUNT;
const HAS = { corrected: 2, interest: 16 } as const;
/** Set in the flags of a narrow second that is there. */
const THERE = 128;
const SIX = EXPRESSION_COUNT - 1;
/**
 * A narrow second: flags u8, loss u8, then coverage, attention, valence, expressiveness and six raw scores as they are
 * in a plain one, then i8 what the seventh is above the rest of 1. Interest and corrected follow from the others.
 */
const NARROW_BYTES = 2 + 4 * 2 + 2 * SIX + 1;

/**
 * Packs the seconds of one viewer and one stimulus from 0 to the last that is there, in columns (track-columns.ts): about
 * a quarter of their size. What does not come back from that as it was is kept plain: VIEWER_SECOND_BYTES a second,
 * zeros for one that never arrived.
 */
export function packViewerTrack(seconds: ReadonlyMap<number, Uint8Array>): Uint8Array<ArrayBuffer> {
  const plain = plainTrack(seconds);
  if (plain.length === 0) return plain;
  const packed = packTrackColumns(new Int16Array(plain.buffer));
  const back = viewerTrackSeconds(packed);
  return back.length === plain.length && back.every((byte, i) => byte === plain[i]) ? packed : plain;
}

/** How many seconds a track has, to the last that arrived. Throws RangeError on bytes of an impossible length. */
export function viewerTrackLength(bytes: Uint8Array): number {
  if (bytes[0] === TRACK_COLUMNS) return trackColumnsLength(bytes);
  const count =
    bytes[0] === NARROW ? (bytes.length - HEADER_BYTES) / NARROW_BYTES : bytes.length / VIEWER_SECOND_BYTES;
  if (!Number.isInteger(count)) throw new RangeError(`a viewer track of ${bytes.length} bytes`);
  return count;
}

/**
 * Unpacks a track, of every form that was ever stored, into zeros of `words` from word `from` on: VIEWER_SECOND_WORDS a
 * second from 0, all zeros for one that never arrived. Throws RangeError on bytes that are no track.
 */
export function readViewerTrack(bytes: Uint8Array, words: Int16Array, from: number): void {
  const count = viewerTrackLength(bytes);
  if (bytes[0] === TRACK_COLUMNS) readTrackColumns(bytes, words, from);
  else {
    const plain = new Uint8Array(words.buffer, words.byteOffset + 2 * from, count * VIEWER_SECOND_BYTES);
    if (bytes[0] === NARROW) widen(bytes, plain);
    else plain.set(bytes);
  }
}

/** A track's plain bytes: VIEWER_SECOND_BYTES a second from 0, all zeros for one that never arrived. */
export function viewerTrackSeconds(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const words = new Int16Array(viewerTrackLength(bytes) * VIEWER_SECOND_WORDS.length);
  readViewerTrack(bytes, words, 0);
  return new Uint8Array(words.buffer);
}

/** Inverse of `packViewerTrack`: element s is second s, null when it never arrived. */
export function unpackViewerTrack(bytes: Uint8Array): (ViewerSecond | null)[] {
  const plain = viewerTrackSeconds(bytes);
  return Array.from({ length: plain.length / VIEWER_SECOND_BYTES }, (_, second) => {
    const at = second * VIEWER_SECOND_BYTES;
    return plain[at] === 0 ? null : unpackViewerSecond(plain, at);
  });
}

function plainTrack(seconds: ReadonlyMap<number, Uint8Array>): Uint8Array<ArrayBuffer> {
  const length = Math.max(-1, ...seconds.keys()) + 1;
  const bytes = new Uint8Array(length * VIEWER_SECOND_BYTES);
  for (const [second, values] of seconds) {
    if (values.length !== VIEWER_SECOND_BYTES)
      throw new RangeError(`a viewer-second of ${values.length} bytes`);
    bytes.set(values, second * VIEWER_SECOND_BYTES);
  }
  return bytes;
}

function widen(narrow: Uint8Array, plain: Uint8Array): void {
  const from = new DataView(narrow.buffer, narrow.byteOffset, narrow.byteLength);
  const to = new DataView(plain.buffer, plain.byteOffset, plain.byteLength);
  const count = plain.length / VIEWER_SECOND_BYTES;
  for (let second = 0; second < count; second++) {
    const at = second * VIEWER_SECOND_BYTES;
    const source = HEADER_BYTES + second * NARROW_BYTES;
    const flags = narrow[source]! & ~THERE;
    if (narrow[source] === 0) continue;
    plain[at] = 1;
    plain[at + FLAGS] = flags;
    plain[at + LOSS] = narrow[source + 1]!;
    for (let i = 0; i < 8; i++) plain[at + COVERAGE + i] = narrow[source + 2 + i]!;
    for (let i = 0; i < 2 * SIX; i++) plain[at + RAW + i] = narrow[source + 10 + i]!;
    const hasRaw = (flags & 1) !== 0;
    if (hasRaw) to.setUint16(at + RAW + 2 * SIX, rest(to, at) + from.getInt8(source + 10 + 2 * SIX), true);
    if ((flags & HAS.interest) !== 0) to.setUint16(at + INTEREST, interest(to, at), true);
    if ((flags & HAS.corrected) === 0) continue;
    for (let i = 0; i < EXPRESSION_COUNT; i++) {
      const corrected = to.getUint16(at + RAW + 2 * i, true) - from.getInt16(1 + 2 * i, true);
      to.setInt16(at + CORRECTED + 2 * i, corrected, true);
    }
  }
}

/** What interest is by its definition, where both of its factors are there (lib/analytics/viewer-second.ts). */
function interest(view: DataView, at: number): number {
  return Math.round(
    (view.getUint16(at + ATTENTION, true) * view.getUint16(at + EXPRESSIVENESS, true)) / SCALE,
  );
}

/** What six raw scores leave to the seventh. */
function rest(view: DataView, at: number): number {
  let left = SCALE;
  for (let i = 0; i < SIX; i++) left -= view.getUint16(at + RAW + 2 * i, true);
  return left;
}
