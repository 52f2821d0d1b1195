import type { MeshBox } from "./face-crop.ts";

/** Side of the square that the mesh model sees; its points are in these pixels, z in the same unit. */
export const MESH_SIZE = 192;
const POINTS = 468;
/** Outputs of the model as Human converted it: the points, and the probability that there is a face. */
export const MESH_OUTPUTS = ["Identity_2", "Identity_1"];

/** MediaPipe's numbers. Of an eye or the mouth: upper, lower, one corner, the other. */
const RIGHT_EYE = [159, 145, 33, 133] as const;
const LEFT_EYE = [386, 374, 263, 362] as const;
const INNER_LIPS = [13, 14, 78, 308] as const;
const FOREHEAD = 10;
const CHIN = 152;
const RIGHT_CHEEK = 234;
const LEFT_CHEEK = 454;
const RIGHT_EYE_CORNER = 33;
const LEFT_EYE_CORNER = 263;

const DEG_PER_RAD = 180 / Math.PI;

type Vector = readonly [number, number, number];
/** x, y, z of 468 points, one after another. */
export type MeshPoints = ArrayLike<number>;

/** Bounds of the mesh in the square's own frame, 0..1. */
export function meshBox(points: MeshPoints): MeshBox {
  const box = { left: Infinity, top: Infinity, right: -Infinity, bottom: -Infinity };
  for (let i = 0; i < POINTS; i++) {
    const x = (points[3 * i] ?? Number.NaN) / MESH_SIZE;
    const y = (points[3 * i + 1] ?? Number.NaN) / MESH_SIZE;
    box.left = Math.min(box.left, x);
    box.right = Math.max(box.right, x);
    box.top = Math.min(box.top, y);
    box.bottom = Math.max(box.bottom, y);
  }
  return box;
}

/** Lean of the line through the eyes in the square's frame; positive is clockwise as seen. */
export function leanRad(points: MeshPoints): number {
  const right = point(points, RIGHT_EYE_CORNER);
  const left = point(points, LEFT_EYE_CORNER);
  return Math.atan2(left[1] - right[1], left[0] - right[0]);
}

/**
 * Head pose from the axes through forehead and chin and through both cheeks, in the signs of `Sample`: yaw towards
 * the viewer's left, pitch up, roll clockwise as seen, with the square's own turn put back.
 */
export function headPose(
  points: MeshPoints,
  squareAngleRad: number,
): { yawDeg: number; pitchDeg: number; rollDeg: number } {
  const down = unit(minus(point(points, CHIN), point(points, FOREHEAD)));
  const across = unit(minus(point(points, LEFT_CHEEK), point(points, RIGHT_CHEEK)));
  // Away from the camera, as the mesh's z is.
  const back = unit(cross(across, down));
  const side = cross(down, back);
  return {
    yawDeg: Math.atan2(side[2], Math.hypot(side[0], side[1])) * DEG_PER_RAD,
    pitchDeg: Math.atan2(back[1], back[2]) * DEG_PER_RAD,
    rollDeg: (Math.atan2(side[1], side[0]) + squareAngleRad) * DEG_PER_RAD,
  };
}

/** Opening over width, mean of both eyes. */
export function eyeOpening(points: MeshPoints): number {
  return (opening(points, RIGHT_EYE) + opening(points, LEFT_EYE)) / 2;
}

/** Opening of the mouth over its width, between the inner lips. */
export function mouthOpening(points: MeshPoints): number {
  return opening(points, INNER_LIPS);
}

function opening(points: MeshPoints, at: readonly [number, number, number, number]): number {
  const [upper, lower, corner, other] = at;
  const width = length(minus(point(points, corner), point(points, other)));
  return width > 0 ? length(minus(point(points, upper), point(points, lower))) / width : 0;
}

function point(points: MeshPoints, index: number): Vector {
  return [points[3 * index] ?? 0, points[3 * index + 1] ?? 0, points[3 * index + 2] ?? 0];
}

function minus(a: Vector, b: Vector): Vector {
  return [a[0] - b[0], a[1] - b[1], a[2] - b[2]];
}

function cross(a: Vector, b: Vector): Vector {
  return [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]];
}

function length(a: Vector): number {
  return Math.hypot(...a);
}

function unit(a: Vector): Vector {
  const size = length(a);
  return size > 0 ? [a[0] / size, a[1] / size, a[2] / size] : [0, 0, 0];
}
