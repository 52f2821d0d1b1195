import { expect, test } from "vitest";
import { isTight, stillViews, wholePicture } from "#lib/capture/still-views.ts";

test("a photograph is looked at whole, with room around it, then in parts that lie inside it", () => {
  const [whole, padded, ...parts] = stillViews({ width: 400, height: 300 });
  expect(whole).toEqual({ centreX: 200, centreY: 150, side: 400, angleRad: 0 });
  expect(padded).toMatchObject({ centreX: 200, centreY: 150, side: 720 });
  expect(parts).toHaveLength(5);
  for (const { centreX, centreY, side } of parts) {
    expect(side).toBe(240);
    expect(centreX - side / 2).toBeGreaterThanOrEqual(0);
    expect(centreX + side / 2).toBeLessThanOrEqual(400);
    expect(centreY - side / 2).toBeGreaterThanOrEqual(0);
    expect(centreY + side / 2).toBeLessThanOrEqual(300);
  }
});

test("the mesh's first region of a tight 48-pixel face is 68 pixels, as in training", () => {
  expect(wholePicture({ width: 48, height: 48 })[0]).toEqual({
    centreX: 24,
    centreY: 24,
    side: 68,
    angleRad: 0,
  });
});

test("a picture of 128 pixels or less is a face cut out", () => {
  expect(isTight({ width: 48, height: 48 })).toBe(true);
  expect(isTight({ width: 128, height: 100 })).toBe(true);
  expect(isTight({ width: 129, height: 48 })).toBe(false);
});
