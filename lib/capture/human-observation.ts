import { EXPRESSIONS } from "#lib/protocol/expressions.ts";
import type { ObservedFace } from "./observation.ts";

/** x, y and, in a mesh, z. */
type Point = readonly [number, number, number?];

/** The part of Human's face result that is read here. */
export interface HumanFace {
  /** x, y, width, height in pixels. */
  box: readonly [number, number, number, number];
  mesh: readonly Point[];
  /** Radians, in Human's signs; null where it had no mesh. */
  rotation?: { angle: { yaw: number; pitch: number; roll: number } } | null | undefined;
}

/** Output order of the expression model that Human ships: models/MANIFEST.json, `emotion`. */
const MODEL_ORDER = ["angry", "disgust", "fear", "happy", "sad", "surprise", "neutral"] as const;
const FROM_MODEL = EXPRESSIONS.map((expression) => MODEL_ORDER.indexOf(expression));

/** Mesh points of each eye: upper lid, lower lid, outer corner, inner corner (MediaPipe's numbering). */
const EYES = [
  [159, 145, 33, 133],
  [386, 374, 263, 362],
] as const;

/** Mesh points of the inner lips: upper, lower, left corner, right corner. */
const MOUTH = [13, 14, 78, 308] as const;

const DEG_PER_RAD = 180 / Math.PI;

/** The model's seven outputs in the product's fixed order, as they are: not sorted, cut or smoothed. */
export function fixedOrder(modelScores: ArrayLike<number>): number[] {
  return FROM_MODEL.map((index) => modelScores[index] ?? Number.NaN);
}

/** Human's face and the model's own scores of it, in the signs and units of the product. */
export function observeFace(
  face: HumanFace,
  modelScores: ArrayLike<number>,
  frameWidth: number,
  frameHeight: number,
): ObservedFace {
  const angle = face.rotation?.angle ?? { yaw: 0, pitch: 0, roll: 0 };
  return {
    width01: clamp01(face.box[2] / frameWidth),
    scores: fixedOrder(modelScores),
    // Human's yaw falls when the viewer turns to their left, its pitch when they look up.
    yawDeg: -angle.yaw * DEG_PER_RAD,
    pitchDeg: -angle.pitch * DEG_PER_RAD,
    rollDeg: angle.roll * DEG_PER_RAD,
    eyeOpening: EYES.reduce((sum, eye) => sum + opening(face.mesh, eye), 0) / EYES.length,
    mouthOpening: opening(face.mesh, MOUTH),
    centreX01: (face.box[0] + face.box[2] / 2) / frameWidth,
    centreY01: (face.box[1] + face.box[3] / 2) / frameHeight,
  };
}

/** Height over width between four mesh points: above, below and the two corners. */
function opening(
  mesh: HumanFace["mesh"],
  [upper, lower, outer, inner]: readonly [number, number, number, number],
): number {
  const width = distance(mesh[outer], mesh[inner]);
  return width > 0 ? distance(mesh[upper], mesh[lower]) / width : 0;
}

function distance(a: Point = [0, 0], b: Point = [0, 0]): number {
  return Math.hypot(a[0] - b[0], a[1] - b[1], (a[2] ?? 0) - (b[2] ?? 0));
}

function clamp01(value: number): number {
  return Math.min(1, Math.max(0, value));
}
