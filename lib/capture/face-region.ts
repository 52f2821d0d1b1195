import type { MeshBox, Square } from "./face-crop.ts";

export interface Size {
  width: number;
  height: number;
}

/** The mesh looks at a square this much larger than its own last box: models/training/mesh-boxes.mjs. */
const REGION_PER_BOX = 1.5;
/** A head leaning less than this is looked at upright, as in training; beyond it, only the excess is turned back. */
const FREE_LEAN_RAD = (12 * Math.PI) / 180;
/** Least side of a region over the frame's longer side, and most over its shorter one. */
const LEAST_SIDE = 0.05;
const MOST_SIDE = 3;

/** A point of a square's own frame, 0..1 from its upper left corner, in the picture. */
export function toPicture(square: Square, x01: number, y01: number): { x: number; y: number } {
  const dx = (x01 - 0.5) * square.side;
  const dy = (y01 - 0.5) * square.side;
  const [cos, sin] = [Math.cos(square.angleRad), Math.sin(square.angleRad)];
  return { x: square.centreX + cos * dx - sin * dy, y: square.centreY + sin * dx + cos * dy };
}

/** A square given in `outer`'s own frame (0..1), as a square of the picture. */
export function placed(inner: Omit<Square, "angleRad">, outer: Square): Square {
  const { x, y } = toPicture(outer, inner.centreX, inner.centreY);
  return { centreX: x, centreY: y, side: inner.side * outer.side, angleRad: outer.angleRad };
}

/**
 * Where to look for the mesh next: around the box that it has now (in `region`'s own frame, 0..1), turned by the
 * part of the head's lean that training did not show. `leanRad` is the eyes' line in the region's frame.
 */
export function nextRegion(region: Square, box: MeshBox, leanRad: number): Square {
  const side = REGION_PER_BOX * Math.max(box.right - box.left, box.bottom - box.top);
  const centre = { centreX: (box.left + box.right) / 2, centreY: (box.top + box.bottom) / 2, side };
  const lean = region.angleRad + leanRad;
  const excess = Math.sign(lean) * Math.max(0, Math.abs(lean) - FREE_LEAN_RAD);
  return { ...placed(centre, region), angleRad: excess };
}

/** Whether a face can be there: centred inside the picture, and neither a speck nor larger than what it holds. */
export function isPlausible({ centreX, centreY, side }: Square, { width, height }: Size): boolean {
  return (
    centreX >= 0 &&
    centreY >= 0 &&
    centreX <= width &&
    centreY <= height &&
    side >= LEAST_SIDE * Math.max(width, height) &&
    side <= MOST_SIDE * Math.min(width, height)
  );
}

/** Whether any of the square's corners lies outside the picture. */
export function reachesOut(square: Square, { width, height }: Size): boolean {
  return [
    [0, 0],
    [0, 1],
    [1, 0],
    [1, 1],
  ].some(([x01 = 0, y01 = 0]) => {
    const { x, y } = toPicture(square, x01, y01);
    return x < 0 || y < 0 || x > width || y > height;
  });
}
