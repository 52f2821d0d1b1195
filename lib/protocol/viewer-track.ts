import { unpackViewerSecond, VIEWER_SECOND_BYTES, type ViewerSecond } from "./viewer-second.ts";

/**
 * Packs the seconds of one viewer and one stimulus: VIEWER_SECOND_BYTES a second from 0 to the last that is
 * there, as lib/protocol/viewer-second.ts packs them; a second that never arrived is all zeros, which no
 * packed viewer-second is, because it begins with its version.
 */
export function packViewerTrack(seconds: ReadonlyMap<number, Uint8Array>): Uint8Array<ArrayBuffer> {
  const length = Math.max(-1, ...seconds.keys()) + 1;
  const bytes = new Uint8Array(length * VIEWER_SECOND_BYTES);
  for (const [second, values] of seconds) {
    if (values.length !== VIEWER_SECOND_BYTES)
      throw new RangeError(`a viewer-second of ${values.length} bytes`);
    bytes.set(values, second * VIEWER_SECOND_BYTES);
  }
  return bytes;
}

/** Inverse of `packViewerTrack`: element s is second s, null when it never arrived. */
export function unpackViewerTrack(bytes: Uint8Array): (ViewerSecond | null)[] {
  if (bytes.length % VIEWER_SECOND_BYTES !== 0)
    throw new RangeError(`a viewer track of ${bytes.length} bytes`);
  return Array.from({ length: bytes.length / VIEWER_SECOND_BYTES }, (_, second) => {
    const at = second * VIEWER_SECOND_BYTES;
    return bytes[at] === 0 ? null : unpackViewerSecond(bytes, at);
  });
}
