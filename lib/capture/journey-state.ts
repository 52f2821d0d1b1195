import type { Stimulus } from "#lib/protocol/session-api.ts";
import type { CameraProblem } from "./camera.ts";
import type { Advice } from "./camera-check.ts";
import type { UplinkStop } from "./uplink-progress.ts";

/** The page shows it on <html data-capture-phase>. Before the consent: is there a session to go on with? */
export type CapturePhase =
  | "opening"
  | "elsewhere"
  | "returned"
  | "consent"
  | "declined"
  | "permission"
  | "cameraCheck"
  | "calibration"
  | "watching"
  | "finishing"
  | "done"
  | "failed"
  | "withdrawing"
  | "withdrawn";

const RUNNING: readonly CapturePhase[] = [
  "permission",
  "cameraCheck",
  "calibration",
  "watching",
  "finishing",
];

/** Whether a session goes on in this page. */
export function isRunning(phase: CapturePhase): boolean {
  return RUNNING.includes(phase);
}

/** Why a session ended before its end. */
export type Failure = UplinkStop | "left" | "deviceTooSlow" | "engine" | "video" | "unexpected";

/** What the page shows; replaced, never changed. */
export interface JourneyState {
  phase: CapturePhase;
  /** A sentence about what went wrong with the consent's request; it can be tried again. */
  consentProblem: string | null;
  /** An answer of the server is awaited. */
  busy: boolean;
  cameraProblem: CameraProblem | null;
  engine: "loading" | "ready" | "failed";
  /** Samples a second that this device is given; null until the camera check has found out. */
  samplesPerSecond: number | null;
  advice: Advice | null;
  /** The camera picture has been good long enough to begin. */
  mayBegin: boolean;
  /** From 1; above 1 the calibration is repeated because there was too little to see. */
  calibrationRound: number;
  /** The five seconds are running now. */
  calibrating: boolean;
  stimulus: Stimulus | null;
  /** Between two videos. */
  resting: boolean;
  /** The browser refuses to play with sound before a gesture. */
  needsGesture: boolean;
  cameraLost: boolean;
  connection: "online" | "offline";
  /** Seconds handed to the uplink, and those that the server has acknowledged. */
  queued: number;
  acknowledged: number;
  /** Seconds that the server could not take. */
  lost: number;
  receipt: string | null;
  failure: Failure | null;
  /** Why the session is not erased yet: the server was not reached, or this browser's key has expired. */
  withdrawProblem: "unreached" | "expired" | null;
}

export const INITIAL_STATE: JourneyState = {
  phase: "opening",
  consentProblem: null,
  busy: false,
  cameraProblem: null,
  engine: "loading",
  samplesPerSecond: null,
  advice: null,
  mayBegin: false,
  calibrationRound: 0,
  calibrating: false,
  stimulus: null,
  resting: false,
  needsGesture: false,
  cameraLost: false,
  connection: "online",
  queued: 0,
  acknowledged: 0,
  lost: 0,
  receipt: null,
  failure: null,
  withdrawProblem: null,
};
