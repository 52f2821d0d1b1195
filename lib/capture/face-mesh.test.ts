import { describe, expect, test } from "vitest";
import { eyeOpening, headPose, leanRad, meshBox, mouthOpening } from "#lib/capture/face-mesh.ts";

type Point = [number, number, number];

/** A mesh whose points all lie in the middle but for those named. */
function mesh(named: Record<number, Point>): number[] {
  const points = Array.from({ length: 468 }, (_, i): Point => named[i] ?? [96, 96, 0]);
  return points.flat();
}

/** Forehead, chin, right and left cheek of a face straight ahead: the viewer's left is right in the picture. */
const AHEAD: Record<number, Point> = {
  10: [96, 40, 0],
  152: [96, 150, 0],
  234: [56, 96, 0],
  454: [136, 96, 0],
};

/** Turns around the picture's axes: `yaw` brings the viewer's right cheek forward (z falls), `pitch` the chin. */
function turned({ yaw = 0, pitch = 0, roll = 0 }): Record<number, Point> {
  const rotate = ([x, y, z]: Point): Point => {
    const [dx, dy] = [x - 96, y - 96];
    const [x1, z1] = [dx * cos(yaw) - z * sin(yaw), dx * sin(yaw) + z * cos(yaw)];
    const [y2, z2] = [dy * cos(pitch) + z1 * sin(pitch), -dy * sin(pitch) + z1 * cos(pitch)];
    return [96 + x1 * cos(roll) - y2 * sin(roll), 96 + x1 * sin(roll) + y2 * cos(roll), z2];
  };
  return Object.fromEntries(Object.entries(AHEAD).map(([index, point]) => [index, rotate(point)]));
}

const cos = (degrees: number) => Math.cos((degrees * Math.PI) / 180);
const sin = (degrees: number) => Math.sin((degrees * Math.PI) / 180);

describe("the head's pose", () => {
  test.each([
    ["straight ahead", {}, [0, 0, 0]],
    ["towards the viewer's left", { yaw: 25 }, [25, 0, 0]],
    ["towards the viewer's right", { yaw: -40 }, [-40, 0, 0]],
    ["up", { pitch: 15 }, [0, 15, 0]],
    ["down", { pitch: -20 }, [0, -20, 0]],
    ["leaning clockwise as seen", { roll: 10 }, [0, 0, 10]],
  ] as const)("%s", (_, turn, [yaw, pitch, roll]) => {
    const pose = headPose(mesh(turned(turn)), 0);
    expect(pose.yawDeg).toBeCloseTo(yaw);
    expect(pose.pitchDeg).toBeCloseTo(pitch);
    expect(pose.rollDeg).toBeCloseTo(roll);
  });

  test("has the turn put back that the square was looked at with", () => {
    expect(headPose(mesh(turned({ roll: 12 })), Math.PI / 10).rollDeg).toBeCloseTo(30);
  });
});

test("the box holds all points, as shares of the square", () => {
  const box = meshBox(mesh({ 10: [96, 48, 0], 152: [96, 144, 0], 234: [24, 96, 0], 454: [192, 96, 0] }));
  expect(box).toEqual({ left: 0.125, top: 0.25, right: 1, bottom: 0.75 });
});

test("the lean is the line through the eyes' outer corners", () => {
  expect(leanRad(mesh({ 33: [60, 90, 0], 263: [130, 90, 5] }))).toBe(0);
  expect(leanRad(mesh({ 33: [60, 60, 0], 263: [130, 130, 0] }))).toBeCloseTo(Math.PI / 4);
});

test("an opening is the height between lids or lips over the width between corners, in space", () => {
  const eyes = { 159: [70, 86, 0], 145: [70, 92, 0], 33: [60, 90, 0], 133: [80, 90, 0] } as const;
  const other = { 386: [120, 88, 0], 374: [120, 90, 0], 263: [132, 90, 16], 362: [120, 90, 0] } as const;
  // 6 over 20, and 2 over hypot(12, 16) = 20.
  expect(eyeOpening(mesh({ ...eyes, ...other } as never))).toBeCloseTo((0.3 + 0.1) / 2);
  const lips = { 13: [96, 120, 0], 14: [96, 132, 5], 78: [80, 125, 0], 308: [106, 125, 0] } as const;
  // hypot(12, 5) = 13 over 26.
  expect(mouthOpening(mesh(lips as never))).toBeCloseTo(0.5);
});
