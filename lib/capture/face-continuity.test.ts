import { describe, expect, test } from "vitest";
import { FaceContinuity, type FacePlace } from "#lib/capture/face-continuity.ts";

const SEAT: FacePlace = { centreX01: 0.5, centreY01: 0.5, width01: 0.3 };
const at = (over: Partial<FacePlace>): FacePlace => ({ ...SEAT, ...over });

/** Fifteen frames a second from `fromMs`; the breaks that were told. */
function watch(continuity: FaceContinuity, fromMs: number, places: (FacePlace | null)[]) {
  return places.map((place, i) => continuity.observe(place, fromMs + i * 67)).filter((why) => why !== null);
}

describe("a track", () => {
  test("goes on while a head sways, leans in and turns, and through a hand before the face", () => {
    const continuity = new FaceContinuity();
    const swaying = Array.from({ length: 60 }, (_, i) =>
      at({ centreX01: 0.5 + 0.1 * Math.sin(i / 5), width01: 0.3 + 0.08 * Math.sin(i / 12) }),
    );
    expect(watch(continuity, 0, swaying)).toEqual([]);
    expect(
      watch(continuity, 4_000, [
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        at({ centreX01: 0.45, width01: 0.25 }),
      ]),
    ).toEqual([]);
  });

  test("breaks when the face is elsewhere, or of another size, at once", () => {
    expect(watch(new FaceContinuity(), 0, [SEAT, at({ centreX01: 0.8 })])).toEqual(["jump"]);
    expect(watch(new FaceContinuity(), 0, [SEAT, at({ width01: 0.16 })])).toEqual(["jump"]);
  });

  test("breaks sooner where the engine itself left one face for another", () => {
    const beside = at({ centreX01: 0.72 });
    expect(watch(new FaceContinuity(), 0, [SEAT, beside])).toEqual([]);
    expect(
      watch(new FaceContinuity(), 0, [
        { ...SEAT, trackId: 1 },
        { ...beside, trackId: 2 },
      ]),
    ).toEqual(["jump"]);
    expect(
      watch(new FaceContinuity(), 0, [
        { ...SEAT, trackId: 1 },
        { ...SEAT, trackId: 2 },
      ]),
    ).toEqual([]);
  });

  test("breaks when two people change places: nobody for a moment, then a face elsewhere", () => {
    const continuity = new FaceContinuity();
    watch(continuity, 0, [SEAT]);
    expect(continuity.observe(at({ centreX01: 0.72 }), 1_000)).toBe("gap");
    expect(continuity.observe(at({ centreX01: 0.72 }), 1_067)).toBeNull();
  });

  test("breaks after a long time without a face even in the same seat: it may be somebody else", () => {
    const away = Array.from({ length: 25 }, () => null);
    expect(watch(new FaceContinuity(), 0, [SEAT, ...away, SEAT])).toEqual(["gap"]);
  });

  test("does not break by a tab that was left or a camera that was lost: nobody was looked for meanwhile", () => {
    const continuity = new FaceContinuity();
    watch(continuity, 0, [SEAT]);
    expect(continuity.observe(SEAT, 60_000)).toBeNull();
    expect(continuity.observe(null, 120_000)).toBeNull();
    expect(continuity.observe(SEAT, 120_067)).toBeNull();
    expect(continuity.observe(at({ centreX01: 0.8 }), 180_000)).toBe("gap");
  });

  test("is not compared across a picture that changed its shape", () => {
    const continuity = new FaceContinuity();
    watch(continuity, 0, [SEAT]);
    continuity.forget();
    expect(watch(continuity, 67, [at({ centreX01: 0.9 })])).toEqual([]);
  });
});
