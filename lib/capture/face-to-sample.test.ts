import { describe, expect, test } from "vitest";
import { faceToSample } from "#lib/capture/face-to-sample.ts";
import type { ObservedFace } from "#lib/capture/observation.ts";

const AHEAD = { yawDeg: 2, pitchDeg: -8 };

function face(over: Partial<ObservedFace> = {}): ObservedFace {
  return {
    width01: 0.4,
    scores: [0.05, 0, 0.05, 0.6, 0.2, 0.05, 0.05],
    yawDeg: 2,
    pitchDeg: -8,
    rollDeg: 0,
    eyeOpening: 0.3,
    ...over,
  };
}

const seeing = ([face, ...others]: ObservedFace[], brightness01 = 0.5) => ({
  brightness01,
  faces: face ? [face] : [],
  otherWidths01: others.map(({ width01 }) => width01),
});

describe("the state of a frame", () => {
  test.each([
    ["face", seeing([face()])],
    ["noFace", seeing([])],
    ["tooDark", seeing([], 0.05)],
    ["tooDark", seeing([face()], 0.03)],
    ["manyFaces", seeing([face(), face({ width01: 0.3 })])],
    ["face", seeing([face(), face({ width01: 0.1 })])],
    ["tooSmall", seeing([face({ width01: 0.08 })])],
    ["lookingAway", seeing([face({ yawDeg: 23 })])],
    ["lookingAway", seeing([face({ pitchDeg: 8 })])],
    ["face", seeing([face({ yawDeg: 21, pitchDeg: 6 })])],
  ])("%s", (state, observation) => {
    expect(faceToSample(observation, AHEAD).state).toBe(state);
  });

  test("looking away is told from the calibrated pose only, and never before there is one", () => {
    const turned = seeing([face({ yawDeg: 40 })]);
    expect(faceToSample(turned, null)).toMatchObject({ state: "face", attention01: null });
    expect(faceToSample(turned, { yawDeg: 35, pitchDeg: -8 }).state).toBe("face");
  });
});

describe("a sample's numbers", () => {
  test("are the model's scores in fixed order, not cut to two decimals and not sorted", () => {
    const scores = [0.0712345, 0.0012345, 0.05, 0.0612345, 0.6, 0.1, 0.116297];
    const sum = scores.reduce((a, b) => a + b, 0);
    const sample = faceToSample(seeing([face({ scores })]), AHEAD);
    expect(sample.scores).toEqual(scores.map((score) => score / sum));
  });

  test("tell the mouth's opening and the contrast where the engine does, at most 1, and null where not", () => {
    const told = { ...seeing([face({ mouthOpening: 1.3 })]), contrast01: 0.4 };
    expect(faceToSample(told, AHEAD)).toMatchObject({ mouthOpening01: 1, contrast01: 0.4 });
    expect(faceToSample(seeing([face()]), AHEAD)).toMatchObject({ mouthOpening01: null, contrast01: null });
    expect(faceToSample({ ...told, faces: [] }, AHEAD)).toMatchObject({
      mouthOpening01: null,
      contrast01: 0.4,
    });
  });

  test("have no scores, and no attention of their own, without a face", () => {
    expect(faceToSample(seeing([]), AHEAD)).toMatchObject({ scores: null, attention01: null, faceCount: 0 });
  });

  test("say 0 attention with shut eyes or a turned head, 1 facing the screen", () => {
    const attention = (over: Partial<ObservedFace>) => faceToSample(seeing([face(over)]), AHEAD).attention01;
    expect(attention({})).toBe(1);
    expect(attention({ eyeOpening: 0.17 })).toBe(0);
    expect(attention({ eyeOpening: 0.23 })).toBe(1);
    expect(attention({ yawDeg: 40 })).toBe(0);
  });

  test("cannot tell the attention of a crowd", () => {
    expect(faceToSample(seeing([face(), face()]), AHEAD).attention01).toBeNull();
  });

  test("a vector that is no distribution is an error, not a face", () => {
    expect(() => faceToSample(seeing([face({ scores: Array(7).fill(Number.NaN) })]), AHEAD)).toThrow(
      RangeError,
    );
    expect(() => faceToSample(seeing([face({ scores: Array(7).fill(0) })]), AHEAD)).toThrow(RangeError);
  });
});
