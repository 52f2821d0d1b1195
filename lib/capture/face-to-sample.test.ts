import { describe, expect, test } from "vitest";
import { faceToSample } from "#lib/capture/face-to-sample.ts";
import { fixedOrder, observeFace } from "#lib/capture/human-observation.ts";
import type { ObservedFace } from "#lib/capture/observation.ts";
import { EXPRESSIONS } from "#lib/protocol/expressions.ts";

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

const seeing = (faces: ObservedFace[], brightness01 = 0.5) => ({ brightness01, faces });

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
    expect(attention({ eyeOpening: 0.05 })).toBe(0);
    expect(attention({ eyeOpening: 0.2 })).toBe(1);
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

describe("Human's result", () => {
  test("has the model's order, which is put into the product's", () => {
    // The model: angry, disgust, fear, happy, sad, surprise, neutral.
    const ordered = fixedOrder([1, 2, 3, 4, 5, 6, 7]);
    expect(Object.fromEntries(EXPRESSIONS.map((name, i) => [name, ordered[i]]))).toEqual({
      angry: 1,
      disgust: 2,
      fear: 3,
      happy: 4,
      sad: 5,
      surprise: 6,
      neutral: 7,
    });
  });

  test("has radians in its own signs, which become degrees towards the viewer's left and up", () => {
    const mesh = Array.from({ length: 468 }, (): [number, number, number] => [0, 0, 0]);
    mesh[159] = [0, 3, 0];
    mesh[386] = [0, 3, 0];
    mesh[33] = [10, 0, 0];
    mesh[263] = [10, 0, 0];
    mesh[14] = [0, 12, 0];
    mesh[308] = [20, 0, 0];
    const observed = observeFace(
      {
        box: [0, 0, 80, 90],
        mesh,
        rotation: { angle: { yaw: -Math.PI / 6, pitch: -Math.PI / 12, roll: 0 } },
      },
      [0, 0, 0, 1, 0, 0, 0],
      320,
      240,
    );
    expect(observed.yawDeg).toBeCloseTo(30);
    expect(observed.pitchDeg).toBeCloseTo(15);
    expect(observed.width01).toBe(0.25);
    expect(observed.eyeOpening).toBeCloseTo(0.3);
    expect(observed.mouthOpening).toBeCloseTo(0.6);
    expect([observed.centreX01, observed.centreY01]).toEqual([0.125, 0.1875]);
  });
});
