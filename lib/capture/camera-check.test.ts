import { describe, expect, test } from "vitest";
import { adviceFor, CameraCheck } from "#lib/capture/camera-check.ts";
import type { Observation, ObservedFace } from "#lib/capture/observation.ts";

function face(over: Partial<ObservedFace> = {}): ObservedFace {
  return { width01: 0.35, scores: [], yawDeg: 4, pitchDeg: -9, rollDeg: 0, eyeOpening: 0.3, ...over };
}

const seeing = ([face, ...others]: ObservedFace[], brightness01 = 0.5): Observation => ({
  brightness01,
  faces: face ? [face] : [],
  otherWidths01: others.map(({ width01 }) => width01),
});

describe("advice", () => {
  test.each([
    ["noFace", seeing([])],
    ["tooDark", seeing([face()], 0.05)],
    ["manyFaces", seeing([face(), face({ width01: 0.3 })])],
    ["tooFar", seeing([face({ width01: 0.1 })])],
    ["turnedAway", seeing([face({ yawDeg: -40 })])],
    ["turnedAway", seeing([face({ pitchDeg: 40 })])],
    ["good", seeing([face()])],
  ])("%s", (advice, observation) => {
    expect(adviceFor(observation)).toBe(advice);
  });
});

test("a good picture enables the start after a second and a half, and a bad one takes it away at once", () => {
  const check = new CameraCheck();
  for (let atMs = 0; atMs <= 1400; atMs += 100) check.observe(seeing([face()]), atMs);
  expect(check.mayBegin(1400)).toBe(false);
  check.observe(seeing([face()]), 1500);
  expect(check.mayBegin(1500)).toBe(true);
  check.observe(seeing([]), 1600);
  expect(check.mayBegin(1600)).toBe(false);
});

test("advice does not flicker with a single frame", () => {
  const check = new CameraCheck();
  for (let atMs = 0; atMs <= 1000; atMs += 100) check.observe(seeing([face()]), atMs);
  check.observe(seeing([]), 1066);
  expect(check.advice).toBe("good");
  for (let atMs = 1133; atMs <= 1500; atMs += 66) check.observe(seeing([]), atMs);
  expect(check.advice).toBe("noFace");
});

test("the pose in front of the screen is the middle of the steady picture", () => {
  const check = new CameraCheck();
  for (const [i, yawDeg] of [2, 20, 4, 5, 3].entries()) check.observe(seeing([face({ yawDeg })]), i * 100);
  expect(check.facingPose()).toEqual({ yawDeg: 4, pitchDeg: -9 });
});
