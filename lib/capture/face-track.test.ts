import { describe, expect, test } from "vitest";
import { afterLook, afterMesh, isLookDue, type Track } from "#lib/capture/face-track.ts";

const square = (centreX: number, side: number) => ({ centreX, centreY: 100, side, angleRad: 0 });
const track = (over: Partial<Track> = {}): Track => ({
  id: 7,
  region: square(100, 60),
  isNew: false,
  lookedAtMs: 1_000,
  unconfirmed: 0,
  others: [],
  ...over,
});

describe("the whole picture is looked at", () => {
  test("at every frame while nobody is followed, and every two seconds while one is", () => {
    expect(isLookDue(null, 5)).toBe(true);
    expect(isLookDue(track(), 2_999)).toBe(false);
    expect(isLookDue(track(), 3_000)).toBe(true);
  });

  test("twice as often in company", () => {
    expect(isLookDue(track({ others: [square(200, 40)] }), 1_999)).toBe(false);
    expect(isLookDue(track({ others: [square(200, 40)] }), 2_000)).toBe(true);
  });
});

describe("a look", () => {
  test("that finds nobody follows nobody", () => {
    expect(afterLook(null, [], 0, 1)).toBeNull();
  });

  test("starts with the largest face, under a new number, and counts the others", () => {
    const found = afterLook(null, [square(50, 30), square(200, 80), square(300, 40)], 500, 3);
    expect(found).toEqual({
      id: 3,
      region: square(200, 80),
      isNew: true,
      lookedAtMs: 500,
      unconfirmed: 0,
      others: [square(300, 40), square(50, 30)],
    });
  });

  test("that sees the followed face leaves it its own region and its number", () => {
    const after = afterLook(track({ unconfirmed: 2 }), [square(110, 70)], 2_000, 8);
    expect(after).toEqual(track({ lookedAtMs: 2_000, unconfirmed: 0 }));
  });

  test("counts a second face beside the followed one, the nearer being the followed", () => {
    const after = afterLook(track(), [square(170, 55), square(104, 58)], 2_000, 8);
    expect(after).toMatchObject({ id: 7, others: [square(170, 55)] });
  });

  test("gives way to a much larger face: who sits nearest is the viewer", () => {
    const after = afterLook(track(), [square(100, 60), square(300, 95)], 2_000, 8);
    expect(after).toMatchObject({ id: 8, region: square(300, 95), isNew: true, others: [square(100, 60)] });
  });

  test("takes a face at the same place but of another size for somebody else's", () => {
    const after = afterLook(track(), [square(100, 130)], 2_000, 8);
    expect(after).toMatchObject({ id: 8, isNew: true });
  });

  test("without the followed face goes on by the mesh for three looks, then is over", () => {
    let followed: Track | null = track();
    for (let look = 1; look <= 3; look++) {
      followed = afterLook(followed, [], 1_000 * look, 8);
      expect(followed).toMatchObject({ id: 7, unconfirmed: look });
    }
    expect(afterLook(followed, [], 6_000, 8)).toBeNull();
  });
});

test("a mesh settles the track where it is", () => {
  expect(afterMesh(track({ isNew: true }), square(104, 61))).toEqual(track({ region: square(104, 61) }));
});
