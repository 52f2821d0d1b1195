import type { Sample, SampleState } from "#lib/protocol/sample.ts";

/** Calm, in EXPRESSIONS order; multiples of 1/255, so that the wire does not change them. */
export const CALM_SCORES = [0, 0, 0, 51, 204, 0, 0].map((score) => score / 255);
export const LAUGHING_SCORES = [0, 0, 0, 204, 51, 0, 0].map((score) => score / 255);

/** A frame at a media time; a calm face that looks at the screen unless told otherwise. */
export function sampleAt(mediaTimeMs: number, changes: Partial<Sample> = {}): Sample {
  const state: SampleState = changes.state ?? "face";
  const face = state === "face";
  return {
    captureTimeMs: mediaTimeMs,
    mediaTimeMs,
    state,
    scores: face ? CALM_SCORES : null,
    yawDeg: 0,
    pitchDeg: 0,
    rollDeg: 0,
    eyeClosure01: 0,
    attention01: face ? 1 : null,
    faceSize01: face ? 0.4 : 0,
    brightness01: 0.5,
    faceCount: face ? 1 : 0,
    mouthOpening01: face ? 0 : null,
    contrast01: 0.5,
    ...changes,
  };
}

/** Ten frames evenly over a media second: each covers 100 ms of it. */
export function tenSamples(second: number, changes: Partial<Sample> = {}): Sample[] {
  return Array.from({ length: 10 }, (_, i) => sampleAt(second * 1000 + 50 + 100 * i, changes));
}
