import { describe, expect, it } from "vitest";
import type { Batch, Sample } from "#lib/protocol/sample.ts";
import { sampleAt, tenSamples } from "#lib/testing/samples.ts";
import { calibrate } from "./baseline.ts";

const batch = (second: number, samples: Sample[]): Batch => ({
  segment: 0,
  second,
  engineId: 0,
  droppedFrames: 0,
  stalledMs: 0,
  samples,
});
const calm = (seconds: number, changes: Partial<Sample> = {}) =>
  Array.from({ length: seconds }, (_, second) => batch(second, tenSamples(second, changes)));

describe("calibrate", () => {
  it("takes the median of each expression, which one grimace does not move", () => {
    const batches = calm(5);
    batches[2] = batch(2, [sampleAt(2_050, { scores: [1, 0, 0, 0, 0, 0, 0] }), ...tenSamples(2).slice(1)]);
    expect(calibrate(batches)).toMatchObject({ baseline: [0, 0, 0, 2_000, 8_000, 0, 0], refusal: null });
  });

  it("refuses under three seconds of valid samples and takes three", () => {
    expect(calibrate(calm(3)).refusal).toBeNull();
    const short = [
      ...calm(2),
      batch(2, [...tenSamples(2).slice(0, 9), sampleAt(2_950, { state: "noFace" })]),
    ];
    expect(calibrate(short)).toMatchObject({ baseline: null, refusal: "tooFewSamples" });
  });

  it("refuses a face whose neutral is not the largest", () => {
    const scores = [0, 0, 0, 0.45, 0.4, 0.15, 0];
    expect(calibrate(calm(5, { scores }))).toMatchObject({ baseline: null, refusal: "neutralNotLargest" });
  });

  it("refuses a face of which another expression passes one half", () => {
    expect(calibrate(calm(5, { scores: [0, 0, 0, 0.51, 0.49, 0, 0] })).refusal).toBe("otherExpressionHigh");
    expect(calibrate(calm(5, { scores: [0, 0, 0, 0.5, 0.5, 0, 0] })).refusal).toBeNull();
  });

  it("counts only frames with one valid face", () => {
    expect(calibrate(calm(5, { state: "manyFaces" }))).toEqual({
      baseline: null,
      refusal: "tooFewSamples",
      facingPose: null,
    });
  });

  it("keeps how the viewer faces the screen, also when the baseline is refused", () => {
    const { facingPose, refusal } = calibrate(calm(1, { yawDeg: -7, pitchDeg: 4 }));
    expect(refusal).toBe("tooFewSamples");
    expect(facingPose).toEqual({ yawDeg: -7, pitchDeg: 4 });
  });
});
