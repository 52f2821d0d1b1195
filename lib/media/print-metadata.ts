import { FilePathSource, Input, MP4, WEBM } from "mediabunny";
import type { FilmMetadata } from "./read-metadata.ts";

/**
 * A program of its own, which read-metadata.ts starts with a file and its kind. It writes what the file says of
 * itself as one line of JSON, or null for a file that cannot be read.
 */
const [, , path = "", kind] = process.argv;
const input = new Input({ formats: [kind === "mp4" ? MP4 : WEBM], source: new FilePathSource(path) });
let metadata: FilmMetadata | null;
try {
  const track = await input.getPrimaryVideoTrack();
  const seconds = track === null ? null : await input.getDurationFromMetadata();
  // A number that JSON does not have is no duration either.
  const isSound = seconds === null || Number.isFinite(seconds);
  metadata = isSound ? { hasPicture: track !== null, codec: track?.codec ?? null, seconds } : null;
} catch {
  // The library throws plain errors for whatever it cannot read.
  metadata = null;
}
input.dispose();
process.stdout.write(`${JSON.stringify(metadata)}\n`);
