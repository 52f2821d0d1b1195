import { DIM_BRIGHTNESS, type FacingPose, SMALL_FACE_WIDTH } from "./face-to-sample.ts";
import type { Observation } from "./observation.ts";

/** What the viewer can do about the camera's picture; "good" is nothing. */
export type Advice = "looking" | "noFace" | "manyFaces" | "tooDark" | "tooFar" | "turnedAway" | "good";

/** Good for this long before the measurement may begin. */
const STEADY_MS = 1_500;
/** Advice changes when it has held this long, so that it can be read. */
const READABLE_MS = 350;
/** Stricter than what is measured, so that moving a little does not lose the face. */
const COMFORT_FACE_WIDTH = SMALL_FACE_WIDTH * 1.2;
/** No pose is calibrated yet: cameras stand above or beside the screen, hence wider than attention's limits. */
const CHECK_YAW_DEG = 25;
const CHECK_PITCH_DEG = 35;

export function adviceFor({ brightness01, faces: [face], otherWidths01 = [] }: Observation): Advice {
  if (brightness01 < DIM_BRIGHTNESS) return "tooDark";
  if (!face) return "noFace";
  if (otherWidths01.some((width01) => width01 > face.width01 * 0.4)) return "manyFaces";
  if (face.width01 < COMFORT_FACE_WIDTH) return "tooFar";
  if (Math.abs(face.yawDeg) > CHECK_YAW_DEG || Math.abs(face.pitchDeg) > CHECK_PITCH_DEG) return "turnedAway";
  return "good";
}

/** Watches the picture before the measurement: advice that can be read, and whether it has been good for long. */
export class CameraCheck {
  #advice: Advice = "looking";
  #sinceMs = Number.NaN;
  #shown: Advice = "looking";
  #poses: { atMs: number; pose: FacingPose }[] = [];

  observe(observation: Observation, nowMs: number): void {
    const advice = adviceFor(observation);
    if (advice !== this.#advice) {
      this.#advice = advice;
      this.#sinceMs = nowMs;
      this.#poses = [];
    }
    const [face] = observation.faces;
    if (advice === "good" && face) {
      this.#poses = this.#poses.filter((each) => each.atMs > nowMs - STEADY_MS);
      this.#poses.push({ atMs: nowMs, pose: { yawDeg: face.yawDeg, pitchDeg: face.pitchDeg } });
    }
    if (nowMs - this.#sinceMs >= READABLE_MS || this.#shown === "looking") this.#shown = advice;
  }

  get advice(): Advice {
    return this.#shown;
  }

  mayBegin(nowMs: number): boolean {
    return this.#advice === "good" && nowMs - this.#sinceMs >= STEADY_MS;
  }

  /** How this viewer holds the head in front of the screen so far; null without a good picture. */
  facingPose(): FacingPose | null {
    if (this.#poses.length === 0) return null;
    const middle = (values: number[]) => values.sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
    return {
      yawDeg: middle(this.#poses.map((each) => each.pose.yawDeg)),
      pitchDeg: middle(this.#poses.map((each) => each.pose.pitchDeg)),
    };
  }
}
