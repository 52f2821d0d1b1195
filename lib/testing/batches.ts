import fc from "fast-check";
import { BatchFormatError } from "#lib/protocol/batch-codec.ts";
import { MAX_STIMULUS_SECONDS } from "#lib/protocol/limits.ts";
import { type Batch, ENGINES, SAMPLE_STATES, type Sample } from "#lib/protocol/sample.ts";

const HAPPY = [0, 0, 0, 1, 0, 0, 0] as const;

/** A face in second 3 of the stimulus, unless told otherwise. */
export function sample(over: Partial<Sample> = {}): Sample {
  return {
    captureTimeMs: 12_400,
    mediaTimeMs: 3_250,
    state: "face",
    scores: HAPPY,
    yawDeg: 3,
    pitchDeg: -4,
    rollDeg: 1,
    eyeClosure01: 0.2,
    attention01: 1,
    faceSize01: 0.4,
    brightness01: 0.6,
    faceCount: 1,
    mouthOpening01: 0.1,
    contrast01: 0.5,
    ...over,
  };
}

/** A batch of that one sample. */
export function batch(over: Partial<Batch> = {}): Batch {
  return {
    segment: 1,
    second: 3,
    engineId: 0,
    droppedFrames: 2,
    stalledMs: 40,
    samples: [sample()],
    ...over,
  };
}

/** Why the codec refuses what `action` does. */
export function reasonOf(action: () => unknown): string {
  try {
    action();
  } catch (error) {
    if (error instanceof BatchFormatError) return error.reason;
    throw error;
  }
  return "no error";
}

/** Any sample of a second. */
const sampleArb = (second: number): fc.Arbitrary<Sample> =>
  fc
    .record({
      captureTimeMs: fc.integer({ min: 1_000_000, max: 1_065_535 }),
      mediaTimeMs: fc.integer({ min: second * 1000, max: second * 1000 + 999 }),
      state: fc.constantFrom(...SAMPLE_STATES),
      weights: fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 7, maxLength: 7 }),
      yawDeg: fc.integer({ min: -90, max: 90 }),
      pitchDeg: fc.integer({ min: -90, max: 90 }),
      rollDeg: fc.integer({ min: -127, max: 127 }),
      eyeClosure01: fc.double({ min: 0, max: 1, noNaN: true }),
      attention01: fc.constantFrom(null, 0, 1),
      faceSize01: fc.double({ min: 0, max: 1, noNaN: true }),
      brightness01: fc.double({ min: 0, max: 1, noNaN: true }),
      faceCount: fc.integer({ min: 0, max: 255 }),
      mouthOpening01: fc.option(fc.double({ min: 0, max: 1, noNaN: true })),
      contrast01: fc.option(fc.double({ min: 0, max: 1, noNaN: true })),
    })
    .map(({ weights, ...rest }) => {
      const padded = weights.map((weight) => weight + 1e-6);
      const sum = padded.reduce((a, b) => a + b, 0);
      return { ...rest, scores: rest.state === "noFace" ? null : padded.map((weight) => weight / sum) };
    });

/** Any batch that can travel. */
export const batchArb: fc.Arbitrary<Batch> = fc
  .integer({ min: 0, max: MAX_STIMULUS_SECONDS - 1 })
  .chain((second) =>
    fc.record(
      {
        segment: fc.integer({ min: 1, max: 20 }),
        second: fc.constant(second),
        engineId: fc.integer({ min: 0, max: ENGINES.length - 1 }),
        droppedFrames: fc.integer({ min: 0, max: 65_535 }),
        stalledMs: fc.integer({ min: 0, max: 65_535 }),
        targetRate: fc.integer({ min: 1, max: 60 }),
        trackBreak: fc.constant(true),
        samples: fc.array(sampleArb(second), { maxLength: 60 }).map(inOrder),
      },
      { requiredKeys: ["segment", "second", "engineId", "droppedFrames", "stalledMs", "samples"] },
    ),
  );

/** The same samples with their times sorted. */
function inOrder(samples: Sample[]): Sample[] {
  const captures = samples.map((each) => each.captureTimeMs).sort((a, b) => a - b);
  const medias = samples.map((each) => each.mediaTimeMs).sort((a, b) => a - b);
  return samples.map((each, i) => ({
    ...each,
    captureTimeMs: captures[i] ?? 0,
    mediaTimeMs: medias[i] ?? 0,
  }));
}
