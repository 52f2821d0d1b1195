import { narrowTrackLength, readNarrowTrack, TRACK_NARROW } from "./narrow-track.ts";
import { packTrackColumns, readTrackColumns, TRACK_COLUMNS, trackColumnsLength } from "./track-columns.ts";
import {
  unpackViewerSecond,
  VIEWER_SECOND_BYTES,
  VIEWER_SECOND_WORDS,
  type ViewerSecond,
} from "./viewer-second.ts";

/**
 * Packs the seconds of one viewer and one stimulus from 0 to the last that is there, in columns (track-columns.ts): about
 * a quarter of their size. What does not come back from that as it was is kept plain: VIEWER_SECOND_BYTES a second,
 * zeros for one that never arrived. A plain one begins with a viewer-second's version, 1, or with zeros.
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
  const count = bytes[0] === TRACK_NARROW ? narrowTrackLength(bytes) : bytes.length / VIEWER_SECOND_BYTES;
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
  else if (bytes[0] === TRACK_NARROW) readNarrowTrack(bytes, words, from);
  else new Uint8Array(words.buffer, words.byteOffset + 2 * from, count * VIEWER_SECOND_BYTES).set(bytes);
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
