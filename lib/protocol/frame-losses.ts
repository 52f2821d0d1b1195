import { type Batch, SAMPLE_STATES, type SampleState } from "./sample.ts";

/** Why a frame gave no scores: dropped because the worker was busy, or the state that it was in. */
export type FrameLoss = "dropped" | Exclude<SampleState, "face">;

/** Calls `tell` for each reason for which frames of a batch were lost. */
export function eachFrameLoss(
  { droppedFrames, samples }: Pick<Batch, "droppedFrames" | "samples">,
  tell: (reason: FrameLoss, frames: number) => void,
): void {
  if (droppedFrames > 0) tell("dropped", droppedFrames);
  // Almost every batch has none: nothing is made for it.
  if (samples.every(({ state }) => state === "face")) return;
  for (const state of SAMPLE_STATES) {
    if (state === "face") continue;
    const frames = samples.filter((sample) => sample.state === state).length;
    if (frames > 0) tell(state, frames);
  }
}
