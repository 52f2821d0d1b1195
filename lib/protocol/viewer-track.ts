import { EXPRESSION_COUNT } from "./expressions.ts";
import { SCALE } from "./limits.ts";
import { unpackViewerSecond, VIEWER_SECOND_BYTES, type ViewerSecond } from "./viewer-second.ts";

/**
 * First byte of a narrow track. A plain one begins with a viewer-second's version, 1, or with the zeros of a second
 * that never arrived.
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
 * Packs the seconds of one viewer and one stimulus from 0 to the last that is there, narrow: a little more than half
 * of their size. What does not come back from that as it was is kept plain: VIEWER_SECOND_BYTES a second, zeros for
 * one that never arrived.
 */
export function packViewerTrack(seconds: ReadonlyMap<number, Uint8Array>): Uint8Array<ArrayBuffer> {
  const plain = plainTrack(seconds);
  if (plain.length === 0) return plain;
  const narrow = narrowed(plain);
  const back = viewerTrackSeconds(narrow);
  return back.length === plain.length && back.every((byte, i) => byte === plain[i]) ? narrow : plain;
}

/** A track's plain bytes: VIEWER_SECOND_BYTES a second from 0, all zeros for one that never arrived. */
export function viewerTrackSeconds(bytes: Uint8Array): Uint8Array {
  if (bytes[0] === NARROW) return widened(bytes);
  if (bytes.length % VIEWER_SECOND_BYTES !== 0)
    throw new RangeError(`a viewer track of ${bytes.length} bytes`);
  return bytes;
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

function narrowed(plain: Uint8Array): Uint8Array<ArrayBuffer> {
  const count = plain.length / VIEWER_SECOND_BYTES;
  const from = new DataView(plain.buffer, plain.byteOffset, plain.byteLength);
  const bytes = new Uint8Array(HEADER_BYTES + count * NARROW_BYTES);
  const to = new DataView(bytes.buffer);
  bytes[0] = NARROW;
  for (let second = 0; second < count; second++) {
    const at = second * VIEWER_SECOND_BYTES;
    const into = HEADER_BYTES + second * NARROW_BYTES;
    if (plain[at] === 0) continue;
    bytes[into] = plain[at + FLAGS]! | THERE;
    bytes[into + 1] = plain[at + LOSS]!;
    bytes.set(plain.subarray(at + COVERAGE, at + INTEREST), into + 2);
    bytes.set(plain.subarray(at + RAW, at + RAW + 2 * SIX), into + 10);
    to.setInt8(into + 10 + 2 * SIX, from.getUint16(at + RAW + 2 * SIX, true) - rest(from, at));
    if ((plain[at + FLAGS]! & HAS.corrected) === 0) continue;
    for (let i = 0; i < EXPRESSION_COUNT; i++) {
      const baseline = from.getUint16(at + RAW + 2 * i, true) - from.getInt16(at + CORRECTED + 2 * i, true);
      to.setInt16(1 + 2 * i, baseline, true);
    }
  }
  return bytes;
}

function widened(narrow: Uint8Array): Uint8Array {
  if ((narrow.length - HEADER_BYTES) % NARROW_BYTES !== 0) {
    throw new RangeError(`a narrow viewer track of ${narrow.length} bytes`);
  }
  const count = (narrow.length - HEADER_BYTES) / NARROW_BYTES;
  const from = new DataView(narrow.buffer, narrow.byteOffset, narrow.byteLength);
  const plain = new Uint8Array(count * VIEWER_SECOND_BYTES);
  const to = new DataView(plain.buffer);
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
  return plain;
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
