/** Bounds of the wire, shared by the browser and the server. */

/** Samples a second that the engine aims at. */
export const SAMPLES_PER_SECOND = 15;
/** A sample covers the time halfway to its neighbours, at most this much a side (metrics.md). */
export const MAX_COVER_SIDE_MS = 250;
/** More samples than this in a media second are refused: 60 a second and a stall of three seconds. */
export const MAX_SAMPLES_PER_BATCH = 240;
/** Seconds of calibration, and so batches of segment 0. */
export const CALIBRATION_SECONDS = 5;
/** Longest stimulus, seconds. */
export const MAX_STIMULUS_SECONDS = 1_800;
/** Stimuli shown in one session. */
export const MAX_SEGMENT = 20;
/** Scale of every stored score, share and coverage: integers in 1/10,000. */
export const SCALE = 10_000;
/** Nothing about an audience is shown below this n (metrics.md). */
export const MIN_AUDIENCE = 5;
/** Below this n a figure carries a warning. */
export const FEW_VIEWERS = 30;

/**
 * Whole seconds of a stimulus that can become valid viewer-seconds: a remainder of less than half a second
 * cannot be covered by half, so it is not measured.
 */
export function measuredSeconds(durationMs: number): number {
  return Math.max(1, Math.round(durationMs / 1000));
}
