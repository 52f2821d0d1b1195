import { expect, it } from "vitest";
import { sampleAt, tenSamples } from "#lib/testing/samples.ts";
import { eachFrameLoss } from "./frame-losses.ts";
import type { Batch } from "./sample.ts";

function lossesOf(part: Partial<Batch>): Record<string, number> {
  const losses: Record<string, number> = {};
  eachFrameLoss({ droppedFrames: 0, samples: [], ...part }, (reason, frames) => {
    losses[reason] = frames;
  });
  return losses;
}

it("counts the frames without scores by their reason", () => {
  const samples = [
    sampleAt(100, { state: "noFace" }),
    sampleAt(200, { state: "tooDark" }),
    sampleAt(300),
    sampleAt(400, { state: "noFace" }),
  ];
  expect(lossesOf({ samples, droppedFrames: 3 })).toEqual({ dropped: 3, noFace: 2, tooDark: 1 });
});

it("says nothing of a second without loss, or without frames", () => {
  expect(lossesOf({ samples: tenSamples(0) })).toEqual({});
  expect(lossesOf({})).toEqual({});
});
