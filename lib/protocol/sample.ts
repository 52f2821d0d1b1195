import { EXPRESSION_COUNT } from "./expressions.ts";

/**
 * What became of an attempted frame. Only `face` carries valid expression scores; every other state is
 * the reason why they are missing. The order is the wire's: append, never reorder.
 */
export const SAMPLE_STATES = [
  "face",
  "noFace",
  "manyFaces",
  "lookingAway",
  "tooDark",
  "tooSmall",
  "tabHidden",
  "error",
] as const;

export type SampleState = (typeof SAMPLE_STATES)[number];

/** One analysed (or attempted) camera frame. */
export interface Sample {
  /** Time of capture, ms since the session's own zero (`performance.timeOrigin`-free, monotonic). */
  captureTimeMs: number;
  /** Position in the stimulus at capture, ms. */
  mediaTimeMs: number;
  state: SampleState;
  /** Seven scores in `EXPRESSIONS` order summing to 1, or null where there was no face to score. */
  scores: readonly number[] | null;
  /** Head pose, degrees; positive yaw is towards the viewer's left, positive pitch is up. 0 without a face. */
  yawDeg: number;
  pitchDeg: number;
  rollDeg: number;
  /** 0 open … 1 closed. */
  eyeClosure01: number;
  /** 1 when the viewer faces the screen by the rule of metrics.md, else 0; null when it cannot be told. */
  attention01: number | null;
  /** Width of the face over the width of the frame. */
  faceSize01: number;
  /** Mean luma of the frame. */
  brightness01: number;
  faceCount: number;
  /** Opening over width of the mouth, capped at 1; null without a face, and in batches of version 1. */
  mouthOpening01: number | null;
  /** Twice the standard deviation of the frame's luma: 0 flat grey, 1 black and white; null without a frame, and in batches of version 1. */
  contrast01: number | null;
}

/** One second of one stimulus, as it travels. `(session, segment, second)` is its identity. */
export interface Batch {
  /** 0 is the calibration; 1, 2, … the stimuli in the order shown. */
  segment: number;
  second: number;
  /** Index into `ENGINES`. */
  engineId: number;
  /** Frames that the pump dropped in this second because the worker was busy. */
  droppedFrames: number;
  /** Time within this media second in which the stimulus stood still (stall, pause, hidden tab), ms, capped at 65,535. */
  stalledMs: number;
  /** Samples a second that the device aimed at when the second ended; absent when it did not say. */
  targetRate?: number;
  /**
   * In this second the face in front of the camera stopped being known for the one before: it may be another
   * person's from here on (lib/capture/face-continuity.ts).
   */
  trackBreak?: boolean;
  samples: readonly Sample[];
}

/** Engines that have written numbers. The index travels; append, never reorder. */
export const ENGINES = [
  { version: "human-3.3.6/emotion", title: "Human 3.3.6, its own expression net" },
  { version: "synthetic-1", title: "Synthetic viewer" },
  { version: "reactline-1", title: "Reactline's own expression net on Human's face" },
] as const;

export type EngineVersion = (typeof ENGINES)[number]["version"];

/** True when `scores` is a full vector; narrows for the caller. */
export function hasScores(sample: Sample): sample is Sample & { scores: readonly number[] } {
  return sample.scores !== null && sample.scores.length === EXPRESSION_COUNT;
}
