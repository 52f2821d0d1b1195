import type { Sample, SampleState } from "#lib/protocol/sample.ts";
import type { Observation, ObservedFace } from "./observation.ts";

/** A sample without its two times. */
export type Reading = Omit<Sample, "captureTimeMs" | "mediaTimeMs">;

/** The head pose in which this viewer faces the screen, from the calibration. */
export interface FacingPose {
  yawDeg: number;
  pitchDeg: number;
}

/** Attention's limits around the calibrated pose (metrics.md, "Attention"). */
export const FACING_YAW_DEG = 20;
export const FACING_PITCH_DEG = 15;
/** Below this mean luma even a found face is not scored; below the second a missing one is put down to the dark. */
export const DARK_BRIGHTNESS = 0.06;
export const DIM_BRIGHTNESS = 0.12;
/** The expression model sees 64 pixels; a face of under 38 of 320 is mostly interpolation. */
export const SMALL_FACE_WIDTH = 0.12;
/** A second face counts when it is at least this large beside the first: a poster on the wall does not. */
const SECOND_FACE_RATIO = 0.4;
/**
 * Opening over width of an open eye and of a shut one: the mesh gave 0.34 as the median of 112 open-eyed London photos
 * (least 0.25 neutral, 0.23 smiling), and 0.16 and 0.17 of the only two photos here with both eyes shut.
 */
const EYE_OPEN = 0.34;
const EYE_SHUT = 0.15;
/** Attention's "eyes open": laughing narrows eyes, and must not count as shutting them. */
const EYES_SHUT_CLOSURE = 0.8;

const NOBODY = {
  scores: null,
  yawDeg: 0,
  pitchDeg: 0,
  rollDeg: 0,
  eyeClosure01: 0,
  attention01: null,
  faceSize01: 0,
  mouthOpening01: null,
} as const;

/** What a frame's observation means for this viewer. `facing` is null until the calibration knows the pose. */
export function faceToSample(observation: Observation, facing: FacingPose | null): Reading {
  const brightness01 = clamp01(observation.brightness01);
  const contrast01 = nullable01(observation.contrast01);
  const [face] = observation.faces;
  const others = observation.otherWidths01 ?? [];
  const faceCount = observation.faces.length + others.length;
  if (!face) {
    const state = brightness01 < DIM_BRIGHTNESS ? "tooDark" : "noFace";
    return { ...NOBODY, state, brightness01, contrast01, faceCount };
  }
  const seen = measuresOf(face);
  const several = others.some((width01) => width01 >= SECOND_FACE_RATIO * face.width01);
  const turned = facing !== null && isTurnedAway(face, facing);
  const state = stateOf({ dark: brightness01 < DARK_BRIGHTNESS, several, small: seen.faceSize01, turned });
  return {
    ...seen,
    state,
    // Whether a crowd, a dot or a shadow attends cannot be told.
    attention01: facing === null || !ATTENTION_TOLD.has(state) ? null : attention(turned, seen.eyeClosure01),
    brightness01,
    contrast01,
    faceCount,
  };
}

const ATTENTION_TOLD: ReadonlySet<SampleState> = new Set(["face", "lookingAway"]);

/** A frame that was attempted and gave nothing. */
export function lostReading(state: "error" | "tabHidden"): Reading {
  return { ...NOBODY, state, brightness01: 0, contrast01: null, faceCount: 0 };
}

/** Beyond attention's limits around the calibrated pose. */
export function isTurnedAway(face: FacingPose, facing: FacingPose): boolean {
  return (
    Math.abs(face.yawDeg - facing.yawDeg) > FACING_YAW_DEG ||
    Math.abs(face.pitchDeg - facing.pitchDeg) > FACING_PITCH_DEG
  );
}

function stateOf(of: { dark: boolean; several: boolean; small: number; turned: boolean }): SampleState {
  if (of.several) return "manyFaces";
  if (of.dark) return "tooDark";
  if (of.small < SMALL_FACE_WIDTH) return "tooSmall";
  return of.turned ? "lookingAway" : "face";
}

function measuresOf(face: ObservedFace) {
  return {
    scores: normalised(face.scores),
    yawDeg: finite(face.yawDeg),
    pitchDeg: finite(face.pitchDeg),
    rollDeg: finite(face.rollDeg),
    eyeClosure01: clamp01((EYE_OPEN - finite(face.eyeOpening)) / (EYE_OPEN - EYE_SHUT)),
    faceSize01: clamp01(face.width01),
    mouthOpening01: nullable01(face.mouthOpening),
  };
}

function attention(turned: boolean, eyeClosure01: number): number {
  return turned || eyeClosure01 > EYES_SHUT_CLOSURE ? 0 : 1;
}

// A softmax sums to 1 but for float32; a vector that does not is the model's failure, not a face.
function normalised(scores: readonly number[]): number[] {
  const sum = scores.reduce((a, b) => a + b, 0);
  if (!(sum > 0.5 && sum < 1.5) || scores.some((score) => score < 0)) {
    throw new RangeError(`expression scores sum to ${sum}`);
  }
  return scores.map((score) => score / sum);
}

function finite(value: number): number {
  return Number.isFinite(value) ? value : 0;
}

function nullable01(value: number | undefined): number | null {
  return value === undefined || !Number.isFinite(value) ? null : clamp01(value);
}

function clamp01(value: number): number {
  return Math.min(1, Math.max(0, value));
}
