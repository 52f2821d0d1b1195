import { fileURLToPath } from "node:url";
import sharp, { type Sharp } from "sharp";
import type { RgbFrame } from "./y4m.ts";

/** What a camera delivers here. */
export const CAMERA_SIZE = { width: 640, height: 480 } as const;

/**
 * Two faces of the photos that the npm package @vladmandic/face-api ships, as cameras would frame them: one
 * face, a third to three fifths of the picture's width, both heads in about the same pose (yaw 10 and 13, pitch -27 and
 * -18 degrees), so that neither looks away from where the other faces. Pixels of the photo; the height is 3/4 of the width.
 */
const CROPS = {
  calm: { photo: "sample6.jpg", left: 1003, top: 269, width: 536 },
  laughing: { photo: "sample3.jpg", left: 1246, top: 186, width: 668 },
} as const;

export type TestFace = keyof typeof CROPS;

/** The face as raw RGB; `shiftPx` moves the crop within the photo, so that a clip of them is never still. */
export async function faceFrame(face: TestFace, shiftPx = { x: 0, y: 0 }): Promise<RgbFrame> {
  const { data, info } = await crop(face, shiftPx).removeAlpha().raw().toBuffer({ resolveWithObject: true });
  return { width: info.width, height: info.height, rgb: data };
}

/** The face as a JPEG file's bytes, for a page to draw. */
export function faceJpeg(face: TestFace): Promise<Buffer> {
  return crop(face, { x: 0, y: 0 }).jpeg({ quality: 92 }).toBuffer();
}

function crop(face: TestFace, shiftPx: { x: number; y: number }): Sharp {
  const { photo, left, top, width } = CROPS[face];
  const path = new URL(`../../node_modules/@vladmandic/face-api/demo/${photo}`, import.meta.url);
  const height = (width * CAMERA_SIZE.height) / CAMERA_SIZE.width;
  return sharp(fileURLToPath(path))
    .extract({ left: left + shiftPx.x, top: top + shiftPx.y, width, height })
    .resize(CAMERA_SIZE.width, CAMERA_SIZE.height, { fit: "fill" });
}
