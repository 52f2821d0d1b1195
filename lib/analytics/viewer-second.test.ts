import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { EXPRESSIONS } from "#lib/protocol/expressions.ts";
import { SAMPLE_STATES } from "#lib/protocol/sample.ts";
import { packViewerSecond, unpackViewerSecond } from "#lib/protocol/viewer-second.ts";
import { sampleAt, tenSamples } from "#lib/testing/samples.ts";
import { viewerSecond } from "./viewer-second.ts";

/** neutral 0.8, happy 0.2 */
const BASELINE = [0, 0, 0, 2_000, 8_000, 0, 0];

describe("viewerSecond", () => {
  it("weighs scores by the media time they cover", () => {
    const happy = [0, 0, 0, 1, 0, 0, 0];
    const neutral = [0, 0, 0, 0, 1, 0, 0];
    const second = viewerSecond(
      [sampleAt(100, { scores: happy }), sampleAt(600, { scores: neutral })],
      0,
      null,
    );
    // 100: 0..350; 600: 350..850. Total 850 ms, happy 350/850.
    expect(second.coverage).toBe(8_500);
    expect(second.raw).toEqual([0, 0, 0, 4_118, 5_882, 0, 0]);
    expect(second.loss).toBeNull();
  });

  it("takes valence a sample and then averages: a maximum is not linear", () => {
    const angry = [0.6, 0, 0, 0.4, 0, 0, 0];
    const sad = [0, 0, 0, 0.4, 0, 0.6, 0];
    const second = viewerSecond([sampleAt(250, { scores: angry }), sampleAt(750, { scores: sad })], 0, null);
    // By sample 0.4 - 0.6 = -0.2 twice; from the averaged scores it would be 0.4 - 0.3 = +0.1.
    expect(second.valence).toBe(-2_000);
  });

  it("clamps expressiveness a sample and then averages", () => {
    const calmer = [0, 0, 0, 0, 1, 0, 0];
    const half = [0, 0, 0, 0.6, 0.4, 0, 0];
    const second = viewerSecond(
      [sampleAt(250, { scores: calmer }), sampleAt(750, { scores: half })],
      0,
      BASELINE,
    );
    // max(0, (0.8 - 1) / 0.8) = 0 and (0.8 - 0.4) / 0.8 = 0.5, each half a second.
    expect(second.expressiveness).toBe(2_500);
    expect(second.interest).toBe(2_500);
  });

  it("divides expressiveness by no less than 0.2", () => {
    const baseline = [3_000, 3_000, 3_000, 0, 1_000, 0, 0];
    const second = viewerSecond(tenSamples(0, { scores: [1, 0, 0, 0, 0, 0, 0] }), 0, baseline);
    expect(second.expressiveness).toBe(5_000);
  });

  it("corrects by the baseline with its sign", () => {
    const second = viewerSecond(tenSamples(3, { scores: [0, 0, 0, 0.1, 0.9, 0, 0] }), 3, BASELINE);
    expect(second.corrected).toEqual([0, 0, 0, -1_000, 1_000, 0, 0]);
  });

  it("keeps raw values and lacks corrected ones without a baseline", () => {
    const second = viewerSecond(tenSamples(0), 0, null);
    expect(second.raw).toEqual([0, 0, 0, 2_000, 8_000, 0, 0]);
    expect([second.corrected, second.expressiveness, second.interest]).toEqual([null, null, null]);
    expect(second.attention).toBe(10_000);
  });

  it("is valid from exactly half a second of face", () => {
    const half = [...tenSamples(0).slice(0, 5), ...tenSamples(0, { state: "noFace" }).slice(5)];
    expect(viewerSecond(half, 0, BASELINE)).toMatchObject({ coverage: 5_000, loss: null, attention: 5_000 });
    const less = [...tenSamples(0).slice(0, 4), ...tenSamples(0, { state: "noFace" }).slice(4)];
    expect(viewerSecond(less, 0, BASELINE)).toMatchObject({ coverage: 4_000, loss: "noFace", raw: null });
  });

  it("makes an empty room missing expressions with a reason, and attention 0", () => {
    expect(viewerSecond(tenSamples(0, { state: "noFace" }), 0, BASELINE)).toEqual({
      coverage: 0,
      loss: "noFace",
      raw: null,
      corrected: null,
      valence: null,
      expressiveness: null,
      attention: 0,
      interest: 0,
    });
  });

  it("lacks attention when only technical losses are there", () => {
    const second = viewerSecond(tenSamples(0, { state: "tooDark" }), 0, BASELINE);
    expect([second.attention, second.interest, second.loss]).toEqual([null, null, "tooDark"]);
  });

  it("calls a second without frames not measured", () => {
    expect(viewerSecond([], 0, BASELINE)).toMatchObject({
      coverage: 0,
      loss: "notMeasured",
      attention: null,
    });
  });

  it("counts frames that were taken while the video stood still for nothing", () => {
    const laughing = Array.from({ length: 45 }, (_, i) =>
      sampleAt(500, { captureTimeMs: 500 + 66 * i, scores: [0, 0, 0, 1, 0, 0, 0] }),
    );
    const calm = tenSamples(0);
    // Only the two edges of the stall count: 450..500 and 500..550, 25 + 25 ms of the second.
    const second = viewerSecond([...calm, ...laughing], 0, null);
    expect(second.raw?.[EXPRESSIONS.indexOf("happy")]).toBe(2_000 + Math.round(8_000 * 0.05));
  });

  it("fits its packed form for any samples", () => {
    const sample = fc
      .record({
        at: fc.integer({ min: 0, max: 999 }),
        state: fc.constantFrom(...SAMPLE_STATES),
        weights: fc.array(fc.integer({ min: 0, max: 255 }), { minLength: 7, maxLength: 7 }),
        attention01: fc.constantFrom(0, 1, null),
      })
      .map(({ at, state, weights, attention01 }) => {
        const total = weights.reduce((sum, weight) => sum + weight, 0) || 1;
        const scores = state === "face" ? weights.map((weight) => weight / total) : null;
        return sampleAt(at, { state, scores, attention01 });
      });
    fc.assert(
      fc.property(fc.array(sample, { maxLength: 40 }), fc.boolean(), (samples, hasBaseline) => {
        const second = viewerSecond(samples, 0, hasBaseline ? BASELINE : null);
        expect(unpackViewerSecond(packViewerSecond(second))).toEqual(second);
        expect(second.raw === null).toBe(second.loss !== null);
        expect(second.coverage >= 5_000).toBe(second.raw !== null);
      }),
    );
  });
});
