/** A square of a picture, in its pixels, turned by `angleRad` (positive is clockwise as seen). */
export interface Square {
  centreX: number;
  centreY: number;
  side: number;
  angleRad: number;
}

/** Bounds of the mesh's points, pixels. */
export interface MeshBox {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

/** Side of what the expression net sees, pixels. */
export const CROP_SIZE = 48;
const SIDE_PER_WIDTH = 1.231;
const SIDE_PER_HEIGHT = 1.103;
const RISE = 0.042;

/**
 * The crop rule of the expression net: half of 1.231 mesh widths and 1.103 mesh heights is the side of a square
 * centred on the mesh's box and moved up by 4.2% of the side. The net was trained on exactly this crop:
 * `mesh_crops` in models/training/faces.py. In a turned frame "up" is that frame's.
 */
export function expressionCrop(mesh: MeshBox): Omit<Square, "angleRad"> {
  const width = mesh.right - mesh.left;
  const height = mesh.bottom - mesh.top;
  const side = (SIDE_PER_WIDTH * width + SIDE_PER_HEIGHT * height) / 2;
  return {
    centreX: (mesh.left + mesh.right) / 2,
    centreY: (mesh.top + mesh.bottom) / 2 - RISE * side,
    side,
  };
}
