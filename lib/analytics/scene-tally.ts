import { CURVE_COUNT } from "#lib/protocol/curves.ts";
import { EXPRESSION_COUNT } from "#lib/protocol/expressions.ts";
import type { Achieved } from "#lib/protocol/intent.ts";
import { MIN_AUDIENCE } from "#lib/protocol/limits.ts";
import type { Estimate } from "#lib/protocol/timeline.ts";
import { meanShare95 } from "./mean-share.ts";
import { differenceOfShares } from "./share-difference.ts";
import { eachTrack, MISSING, type Reading, readTrack, type TrackPage } from "./track-page.ts";

/** A scene in whole seconds of the film: [from, to). */
export interface SceneSeconds {
  from: number;
  to: number;
}

/** Viewers' own means of one expression over one scene, in 1/10,000: what an interval needs. */
export interface SceneSums {
  n: number;
  sum: number;
  sumSquares: number;
}

/** What a film's viewers did in its scenes. */
export interface SceneMeans {
  /** Viewers who began the film. */
  viewers: number;
  /** By scene as they were given, then by expression in EXPRESSIONS order. */
  sums: SceneSums[][];
}

/**
 * The seconds of the film that belong to a scene: those whose middle lies in it, so that neighbouring scenes share
 * none; of a scene too short for any, the one that holds its middle.
 */
export function secondsOfScene({ startMs, endMs }: { startMs: number; endMs: number }): SceneSeconds {
  const from = Math.max(0, Math.ceil(startMs / 1000 - 0.5));
  const to = Math.ceil(endMs / 1000 - 0.5);
  if (to > from) return { from, to };
  const middle = Math.floor((startMs + endMs) / 2000);
  return { from: middle, to: middle + 1 };
}

/**
 * Means of scenes over viewers, page by page. Each viewer counts once a scene: by the mean over the seconds of it in
 * which they have valid scores (of a threshold's reading: the share of those seconds in which they react).
 */
export class SceneTally {
  readonly #seconds: number;
  readonly #scenes: readonly SceneSeconds[];
  readonly #reading: Reading;
  readonly #sums: SceneSums[];
  readonly #curves: Int16Array;
  #viewers = 0;

  /** `seconds`: measured seconds of the film. */
  constructor(seconds: number, scenes: readonly SceneSeconds[], reading: Reading) {
    this.#seconds = seconds;
    this.#scenes = scenes;
    this.#reading = reading;
    this.#sums = Array.from({ length: scenes.length * EXPRESSION_COUNT }, () => ({
      n: 0,
      sum: 0,
      sumSquares: 0,
    }));
    this.#curves = new Int16Array(seconds * CURVE_COUNT);
  }

  add(page: TrackPage): void {
    eachTrack(page, this.#seconds, (_, at, seconds) => {
      if (seconds === 0) return;
      this.#viewers++;
      readTrack(page, at, seconds, this.#reading, this.#curves);
      for (const [scene, { from, to }] of this.#scenes.entries()) {
        this.#addScene(scene, from, Math.min(to, seconds));
      }
    });
  }

  #addScene(scene: number, from: number, to: number): void {
    for (let expression = 0; expression < EXPRESSION_COUNT; expression++) {
      let sum = 0;
      let valid = 0;
      for (let second = from; second < to; second++) {
        const value = this.#curves[second * CURVE_COUNT + expression]!;
        if (value === MISSING) continue;
        sum += value;
        valid++;
      }
      if (valid === 0) continue;
      const own = sum / valid;
      const sums = this.#sums[scene * EXPRESSION_COUNT + expression]!;
      sums.n++;
      sums.sum += own;
      sums.sumSquares += own * own;
    }
  }

  finish(): SceneMeans {
    const sums = this.#scenes.map((_, scene) =>
      this.#sums.slice(scene * EXPRESSION_COUNT, (scene + 1) * EXPRESSION_COUNT),
    );
    return { viewers: this.#viewers, sums };
  }
}

/** The mean over viewers of a threshold's reading, a share, with its interval; null below MIN_AUDIENCE. */
export function achievedOf({ n, sum, sumSquares }: SceneSums): Achieved {
  return { n, estimate: n < MIN_AUDIENCE ? null : meanShare95(sum, sumSquares, n) };
}

/** What changed from one cut's share to another's; null where either is below MIN_AUDIENCE. */
export function changeOf(after: Achieved, before: Achieved): Estimate | null {
  if (after.estimate === null || before.estimate === null) return null;
  return differenceOfShares(before.estimate, after.estimate, 0);
}
