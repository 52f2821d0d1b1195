import { type FileHandle, open } from "node:fs/promises";
import { AppError } from "#lib/protocol/app-error.ts";
import { MAX_STIMULUS_SECONDS } from "#lib/protocol/limits.ts";
import { hasForeignContent } from "./foreign-content.ts";
import { topBoxes } from "./mp4-boxes.ts";
import { readMetadata } from "./read-metadata.ts";
import { isWebmLayout } from "./webm-layout.ts";

export interface InspectedVideo {
  kind: "mp4" | "webm";
  mimeType: "video/mp4" | "video/webm";
  /** As the file states it; null for a recording that does not. */
  durationMs: number | null;
}

/** What every current browser plays. */
const CODECS = ["avc", "vp8", "vp9", "av1"];
/** Of a part that is read into memory as a whole: a movie's index, cues. */
const MAX_PART_BYTES = 64_000_000;
/** Of all boxes that hold no picture and no sound, and so could hold anything. */
const MAX_FREE_BYTES = 4_000_000;
/** ISO 14496-12 at the top of a file. */
const MP4_BOXES = [
  "ftyp",
  "moov",
  "mdat",
  "moof",
  "sidx",
  "ssix",
  "styp",
  "mfra",
  "meta",
  "pdin",
  "emsg",
  "prft",
];
const FREE_BOXES = ["free", "skip", "wide", "uuid", "udta"];

/**
 * What a file is by its content, whatever its name says. Its parts must be those of an mp4 or webm file and tile
 * it exactly, so that nothing else travels in it. Throws AppError: "unusable-video" with what to do, "too-many" when
 * too many files wait to be looked at.
 */
export async function inspectVideo(path: string): Promise<InspectedVideo> {
  const file = await open(path, "r");
  let kind: InspectedVideo["kind"] | null;
  try {
    const { size } = await file.stat();
    kind = (await hasForeignContent(file, size)) ? null : await kindOf(file, size);
  } finally {
    await file.close();
  }
  if (kind === null) throw new AppError("unusable-video");
  return { kind, mimeType: `video/${kind}`, durationMs: await readDuration(path, kind) };
}

async function kindOf(file: FileHandle, size: number): Promise<InspectedVideo["kind"] | null> {
  const boxes = await topBoxes(file, size);
  if (boxes === null) return (await isWebmLayout(file, size, MAX_PART_BYTES)) ? "webm" : null;
  const known = boxes.every(({ type }) => MP4_BOXES.includes(type) || FREE_BOXES.includes(type));
  const total = (types: readonly string[]) =>
    boxes.reduce((sum, box) => sum + (types.includes(box.type) ? box.size : 0), 0);
  const isMp4 =
    known &&
    boxes[0]?.type === "ftyp" &&
    boxes.filter(({ type }) => type === "moov").length === 1 &&
    total(MP4_BOXES.filter((type) => type !== "mdat" && type !== "moof")) <= MAX_PART_BYTES &&
    total(FREE_BOXES) <= MAX_FREE_BYTES;
  return isMp4 ? "mp4" : null;
}

async function readDuration(path: string, kind: InspectedVideo["kind"]): Promise<number | null> {
  const metadata = await readMetadata(path, kind);
  if (metadata === null) {
    throw new AppError("unusable-video", "This file is damaged or cut short. Export it again.");
  }
  const { hasPicture, codec, seconds } = metadata;
  if (!hasPicture) throw new AppError("unusable-video", "There is no picture in this file.");
  if (codec === null || !CODECS.includes(codec)) {
    throw new AppError(
      "unusable-video",
      "Not every browser plays this video's encoding. Export it as mp4 with H.264, or as webm with VP9.",
    );
  }
  if (seconds !== null && seconds > MAX_STIMULUS_SECONDS) {
    throw new AppError("unusable-video", `A video lasts at most ${MAX_STIMULUS_SECONDS / 60} minutes.`);
  }
  return seconds === null || seconds <= 0 ? null : Math.round(seconds * 1000);
}
