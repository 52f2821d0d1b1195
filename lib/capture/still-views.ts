import type { Square } from "./face-crop.ts";
import type { Size } from "./face-region.ts";

/** Room around a face that fills its picture, so that the detector sees a head's outline. */
const PADDED = 1.8;
/** Parts of a picture in which a small face becomes large enough. */
const PART = 0.6;
/** First regions of models/training/mesh-boxes.mjs: a tight 48-pixel face at 68, a head at its picture's own side. */
const TIGHT = 68 / 48;
/** A picture this small can only be a face: of a smaller one in it nothing could be read. */
const TIGHT_SIDE = 128;

/** Where the detector looks for the face of a photograph, one view after the other until there is one. */
export function stillViews({ width, height }: Size): Square[] {
  const side = Math.max(width, height);
  const whole = { centreX: width / 2, centreY: height / 2, side, angleRad: 0 };
  const part = PART * side;
  const parts = [
    [0.5, 0.5],
    [0, 0],
    [1, 0],
    [0, 1],
    [1, 1],
  ].map(([x01 = 0, y01 = 0]) => ({
    centreX: within(x01 * width, part / 2, width),
    centreY: within(y01 * height, part / 2, height),
    side: part,
    angleRad: 0,
  }));
  return [whole, { ...whole, side: side * PADDED }, ...parts];
}

/** Whether a picture is so small that it is a face cut out, as the sets of 48-pixel faces are. */
export function isTight({ width, height }: Size): boolean {
  return Math.max(width, height) <= TIGHT_SIDE;
}

/** Regions that are the whole picture, for the mesh to look at without the detector. */
export function wholePicture({ width, height }: Size): Square[] {
  const whole = { centreX: width / 2, centreY: height / 2, angleRad: 0 };
  const side = Math.max(width, height);
  return [
    { ...whole, side: side * TIGHT },
    { ...whole, side },
  ];
}

/** A centre moved so that a half of `reach` fits on both sides, where the length allows it. */
function within(at: number, reach: number, length: number): number {
  return reach * 2 >= length ? length / 2 : Math.min(length - reach, Math.max(reach, at));
}
