import { expect, it } from "vitest";
import type { Batch, Sample } from "#lib/protocol/sample.ts";
import { sampleAt, tenSamples } from "#lib/testing/samples.ts";
import { sessionMeasures } from "./session-measures.ts";

const batch = (second: number, samples: Sample[], changes: Partial<Batch> = {}): Batch => ({
  segment: 1,
  second,
  engineId: 0,
  droppedFrames: 0,
  stalledMs: 0,
  samples,
  ...changes,
});

const SESSION = { durationsMs: [4_000], baselineRefusal: null, tabSwitches: 2, memoryStorage: true };

it("coverage is over all seconds of the videos, medians are over what was seen", () => {
  const measures = sessionMeasures({
    ...SESSION,
    batches: [
      batch(0, tenSamples(0, { faceSize01: 0.2, brightness01: 0.3, contrast01: 0.2, mouthOpening01: 0.1 })),
      batch(1, tenSamples(1, { state: "noFace", brightness01: 0.3, contrast01: 0.2 }), { stalledMs: 800 }),
      batch(2, tenSamples(2, { state: "tabHidden", brightness01: 0, contrast01: null }), {
        trackBreak: true,
      }),
    ],
  });
  expect(measures).toEqual({
    seconds: 3,
    validSeconds: 1,
    coverage: 0.25,
    samplesPerSecond: 10,
    brightness: 0.3,
    contrast: 0.2,
    faceSize: 0.2,
    mouthOpening: 0.1,
    blinksPerMinute: null,
    stalledMs: 800,
    stalledShare: 0.2,
    tabSwitches: 2,
    trackBreaks: 1,
    baselineRefusal: null,
    memoryStorage: true,
  });
});

it("a second in which the video stood does not make the device look fast", () => {
  const standing = Array.from({ length: 50 }, (_, i) => sampleAt(500, { captureTimeMs: 500 + 66 * i }));
  const measures = sessionMeasures({ ...SESSION, batches: [batch(0, [...tenSamples(0), ...standing])] });
  expect(measures.samplesPerSecond).toBe(11);
});

it("a session of which nothing arrived has no medians and no coverage", () => {
  const measures = sessionMeasures({ ...SESSION, batches: [] });
  expect(measures).toMatchObject({ coverage: 0, samplesPerSecond: null, brightness: null, faceSize: null });
});
