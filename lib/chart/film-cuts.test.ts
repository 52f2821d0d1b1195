import { describe, expect, it } from "vitest";
import { seededRandom } from "#lib/analytics/seeded-random.ts";
import { type FrameSignature, proposeScenes } from "./film-cuts.ts";

/** A film of `cutsMs`, a frame every 200 ms: a still life a scene, some unrest, and wipes of `wipeMs`. */
function film(durationMs: number, cutsMs: readonly number[], wipeMs = 0): FrameSignature[] {
  const random = seededRandom("film-cuts");
  const scenes = [0, ...cutsMs].map(() => Array.from({ length: 48 }, () => random.uniform()));
  return Array.from({ length: durationMs / 200 + 1 }, (_, k) => {
    const atMs = k * 200;
    const scene = cutsMs.filter((cut) => cut <= atMs).length;
    const sinceMs = atMs - (cutsMs[scene - 1] ?? Number.NEGATIVE_INFINITY);
    const wiped = sinceMs < wipeMs ? (48 * sinceMs) / wipeMs : 48;
    const tiles = scenes[scene]!.map((value, tile) =>
      Math.min(1, Math.max(0, (tile < wiped ? value : scenes[scene - 1]![tile]!) + 0.01 * random.normal())),
    );
    return { atMs, tiles };
  });
}

const startsOf = (frames: FrameSignature[], durationMs: number) =>
  proposeScenes(frames, durationMs).map(({ startMs }) => startMs);

describe("scenes proposed from a film's cuts", () => {
  it("begin where the picture changes, within the distance of two frames", () => {
    const cuts = [5_000, 10_000, 17_400, 25_000];
    const starts = startsOf(film(30_000, cuts), 30_000);
    expect(starts).toHaveLength(5);
    expect(starts[0]).toBe(0);
    for (const [index, cut] of cuts.entries()) {
      expect(Math.abs(starts[index + 1]! - cut)).toBeLessThanOrEqual(400);
    }
  });

  it("count a wipe once", () => {
    const starts = startsOf(film(20_000, [5_000, 12_000], 450), 20_000);
    expect(starts).toHaveLength(3);
  });

  it("cover the film without a gap, and are one for a film without cuts", () => {
    const spans = proposeScenes(film(20_000, [5_000, 12_000]), 20_000);
    expect(spans.slice(1).map(({ startMs }) => startMs)).toEqual(
      spans.slice(0, -1).map(({ endMs }) => endMs),
    );
    expect(proposeScenes(film(20_000, []), 20_000)).toEqual([{ startMs: 0, endMs: 20_000 }]);
    expect(proposeScenes([], 8_000)).toEqual([{ startMs: 0, endMs: 8_000 }]);
  });

  it("are never shorter than a scene can be", () => {
    const spans = proposeScenes(film(20_000, [5_000, 5_600, 6_200, 12_000]), 20_000);
    for (const { startMs, endMs } of spans) expect(endMs - startMs).toBeGreaterThanOrEqual(1_500);
  });
});
