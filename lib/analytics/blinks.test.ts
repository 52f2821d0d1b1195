import { describe, expect, it } from "vitest";
import { sampleAt } from "#lib/testing/samples.ts";
import { countBlinks } from "./blinks.ts";

/** `seconds` of a face at `perSecond` samples; `closure` by the time in ms. */
function watching(seconds: number, perSecond: number, closure: (ms: number) => number) {
  return Array.from({ length: seconds * perSecond }, (_, i) => {
    const ms = (1000 * i) / perSecond;
    return sampleAt(ms, { eyeClosure01: closure(ms) });
  });
}

const blinkEvery = (everyMs: number, lastsMs: number) => (ms: number) =>
  ms % everyMs >= everyMs - lastsMs ? 0.95 : 0.15;

describe("blinks", () => {
  it("are counted, each once, and become a rate over the time that was seen", () => {
    const { count, seenMs, perMinute } = countBlinks(watching(12, 15, blinkEvery(3_000, 200)));
    // The last closure does not open again before the end.
    expect(count).toBe(3);
    expect(seenMs).toBeCloseTo(12_000 - 1000 / 15);
    expect(perMinute).toBeCloseTo((3 * 60_000) / seenMs);
  });

  it("are none in eyes that are narrow all the time, or shut for longer than a blink", () => {
    expect(countBlinks(watching(10, 15, () => 0.6)).count).toBe(0);
    expect(countBlinks(watching(10, 15, blinkEvery(5_000, 1_200))).count).toBe(0);
  });

  it("are told of narrow eyes as of wide ones", () => {
    const narrow = (ms: number) => (ms % 2_000 >= 1_800 ? 0.95 : 0.55);
    expect(countBlinks(watching(10, 15, narrow)).count).toBe(4);
  });

  it("cannot be told at five samples a second, nor of nobody", () => {
    expect(countBlinks(watching(20, 5, blinkEvery(3_000, 200)))).toEqual({
      count: 0,
      seenMs: 0,
      perMinute: null,
    });
    expect(countBlinks([sampleAt(0, { state: "noFace" })]).perMinute).toBeNull();
  });

  it("are not made up across a gap in which nobody was seen", () => {
    const shut = sampleAt(5_000, { eyeClosure01: 0.95 });
    const samples = [
      ...watching(4, 15, () => 0.1),
      shut,
      ...watching(2, 15, () => 0.1).map((sample) => ({
        ...sample,
        captureTimeMs: sample.captureTimeMs + 6_000,
      })),
    ];
    expect(countBlinks(samples).count).toBe(0);
  });
});
