import { describe, expect, test } from "vitest";
import { isPlausible, nextRegion, placed, reachesOut, toPicture } from "#lib/capture/face-region.ts";

const SQUARE = { centreX: 100, centreY: 80, side: 40, angleRad: 0 };
const RIGHT_ANGLE = Math.PI / 2;
const deg = (degrees: number) => (degrees * Math.PI) / 180;

test("a point of a square lies where its share of the side says", () => {
  expect(toPicture(SQUARE, 0, 0)).toEqual({ x: 80, y: 60 });
  expect(toPicture(SQUARE, 0.75, 0.5)).toEqual({ x: 110, y: 80 });
});

test("a point of a square that is turned clockwise turns with it", () => {
  const { x, y } = toPicture({ ...SQUARE, angleRad: RIGHT_ANGLE }, 1, 0.5);
  expect(x).toBeCloseTo(100);
  expect(y).toBeCloseTo(100);
});

test("a square within a square keeps its place, its share and the turn", () => {
  const inner = placed({ centreX: 1, centreY: 0.5, side: 0.25 }, { ...SQUARE, angleRad: RIGHT_ANGLE });
  expect(inner.centreX).toBeCloseTo(100);
  expect(inner.centreY).toBeCloseTo(100);
  expect(inner).toMatchObject({ side: 10, angleRad: RIGHT_ANGLE });
});

describe("the next region", () => {
  const BOX = { left: 0.25, top: 0.3, right: 0.75, bottom: 0.9 };

  test("is one and a half times the longer side of the mesh's box, around its middle", () => {
    const next = nextRegion(SQUARE, BOX, 0);
    expect(next.centreX).toBeCloseTo(100);
    expect(next.centreY).toBeCloseTo(84);
    expect(next.side).toBeCloseTo(1.5 * 0.6 * 40);
    expect(next.angleRad).toBe(0);
  });

  test("stays upright for a head that leans a little, and turns back what leans more than 12 degrees", () => {
    expect(nextRegion(SQUARE, BOX, deg(11)).angleRad).toBe(0);
    expect(nextRegion(SQUARE, BOX, deg(30)).angleRad).toBeCloseTo(deg(18));
    expect(nextRegion(SQUARE, BOX, deg(-30)).angleRad).toBeCloseTo(deg(-18));
  });

  test("holds its turn while the head keeps leaning: what it sees then leans by the 12 degrees", () => {
    const turned = { ...SQUARE, angleRad: deg(18) };
    expect(nextRegion(turned, BOX, deg(12)).angleRad).toBeCloseTo(deg(18));
    expect(nextRegion(turned, BOX, deg(-18)).angleRad).toBeCloseTo(0);
  });
});

test.each([
  ["a face in the middle", SQUARE, true],
  ["one that has left to the side", { ...SQUARE, centreX: -1 }, false],
  ["one that has left below", { ...SQUARE, centreY: 241 }, false],
  ["a speck", { ...SQUARE, side: 10 }, false],
  ["a face larger than its picture can hold", { ...SQUARE, side: 721 }, false],
  ["a mesh that is no number", { ...SQUARE, side: Number.NaN }, false],
])("%s: plausible %s", (_, square, plausible) => {
  expect(isPlausible(square, { width: 320, height: 240 })).toBe(plausible);
});

test("a square reaches out of its picture when a corner does, also by its turn", () => {
  const size = { width: 200, height: 100 };
  expect(reachesOut(SQUARE, size)).toBe(false);
  expect(reachesOut({ ...SQUARE, angleRad: Math.PI / 4 }, size)).toBe(true);
  expect(reachesOut({ ...SQUARE, centreX: 10 }, size)).toBe(true);
});
