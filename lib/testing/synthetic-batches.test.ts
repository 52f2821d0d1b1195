import { describe, expect, test } from "vitest";
import { calibrate } from "#lib/analytics/baseline.ts";
import { encodeBatch } from "#lib/protocol/batch-codec.ts";
import { EXPRESSIONS } from "#lib/protocol/expressions.ts";
import { hasScores } from "#lib/protocol/sample.ts";
import { HALDEN_RESPONSES } from "./expression-response.ts";
import { syntheticViewing } from "./synthetic-batches.ts";

const FILM_MS = 30_000;
const HAPPY = EXPRESSIONS.indexOf("happy");
const crowd = Array.from({ length: 60 }, (_, i) => syntheticViewing(`crowd/${i}`, FILM_MS, HALDEN_RESPONSES));

function bytesOf(seed: string): string {
  const { calibration, film } = syntheticViewing(seed, FILM_MS, HALDEN_RESPONSES);
  return [...calibration, ...film].map((batch) => Buffer.from(encodeBatch(batch)).toString("hex")).join();
}

/** Mean happy score of the whole crowd in [from, to) of the film, over frames. */
function crowdHappy(from: number, to: number): number {
  const batches = crowd.flatMap(({ film }) => film.slice(from, to));
  const scores = batches.flatMap((batch) => batch.samples.filter(hasScores).map((s) => s.scores[HAPPY]!));
  return scores.reduce((a, b) => a + b, 0) / scores.length;
}

test("the same seed sends the same bytes, another seed others", () => {
  expect(bytesOf("a")).toBe(bytesOf("a"));
  expect(bytesOf("a")).not.toBe(bytesOf("b"));
});

test("every batch travels, in its own second, and every face has seven scores that sum to 1", () => {
  for (const { calibration, film } of crowd) {
    expect(calibration.map((batch) => batch.second)).toEqual([0, 1, 2, 3, 4]);
    expect(film.map((batch) => batch.second)).toEqual(film.map((_, second) => second));
    const batches = [...calibration, ...film];
    expect(batches.map((batch) => encodeBatch(batch)[4])).toEqual(batches.map((batch) => batch.second));
    const samples = batches.flatMap((batch) => batch.samples.map((sample) => ({ ...sample, batch })));
    expect(samples.filter((s) => Math.floor(s.mediaTimeMs / 1000) !== s.batch.second)).toEqual([]);
    expect(samples.filter((s) => (s.state === "face") !== (s.scores !== null))).toEqual([]);
    const sums = samples.flatMap(({ scores }) => (scores ? [scores.reduce((a, b) => a + b, 0)] : []));
    expect(Math.max(...sums.map((sum) => Math.abs(sum - 1)))).toBeLessThan(1e-12);
  }
});

test("capture time never runs backwards, and stands apart from media time only by a stall", () => {
  const stalled = crowd.filter(({ film }) => film.some((batch) => batch.stalledMs > 0));
  expect(stalled.length).toBeGreaterThan(0);
  for (const { film } of crowd) {
    const samples = film.flatMap((batch) => batch.samples);
    const stalledMs = film.reduce((sum, batch) => sum + batch.stalledMs, 0);
    const times = samples.map((sample) => sample.captureTimeMs);
    expect(times).toEqual(times.toSorted((a, b) => a - b));
    const offsets = samples.map((sample) => Math.round(sample.captureTimeMs - sample.mediaTimeMs));
    expect(Math.max(...offsets) - Math.min(...offsets)).toBe(stalledMs);
  }
});

describe("a crowd", () => {
  test("smiles where the film is funny and not before", () => {
    expect(crowdHappy(19, 22)).toBeGreaterThan(crowdHappy(2, 6) + 0.15);
  });

  test("loses frames for several reasons, sends at several rates, and some of it leaves early", () => {
    const states = new Set(crowd.flatMap(({ film }) => film.flatMap((b) => b.samples.map((s) => s.state))));
    expect([...states]).toEqual(expect.arrayContaining(["face", "noFace", "lookingAway", "manyFaces"]));
    expect(new Set(crowd.map(({ person }) => person.samplesPerSecond)).size).toBeGreaterThan(1);
    const leavers = crowd.filter(({ finishes }) => !finishes);
    expect(leavers.length).toBeGreaterThan(0);
    expect(leavers.length).toBeLessThan(15);
    for (const { film } of leavers) expect(film.length).toBeLessThan(30);
  });

  test("mostly has a baseline, and not always", () => {
    const refused = crowd.filter(({ calibration }) => calibrate(calibration).baseline === null);
    expect(refused.length).toBeGreaterThan(0);
    expect(refused.length).toBeLessThan(12);
  });

  test("moves smoothly: a score is like the one before it and unlike one two seconds off", () => {
    const correlation = (lagMs: number) => {
      const pairs: [number, number][] = [];
      for (const { calibration, person } of crowd) {
        const lag = Math.round((lagMs / 1000) * person.samplesPerSecond);
        const scores = calibration
          .flatMap((b) => b.samples)
          .map((s) => (s.scores ? Math.log(s.scores[HAPPY]!) : null));
        const known = scores.filter((score) => score !== null);
        const mean = known.reduce((a, b) => a + b, 0) / known.length;
        scores.forEach((score, i) => {
          const later = scores[i + lag];
          if (score !== null && later !== null && later !== undefined)
            pairs.push([score - mean, later - mean]);
        });
      }
      const sum = (f: (pair: [number, number]) => number) =>
        pairs.reduce((total, pair) => total + f(pair), 0);
      return sum(([a, b]) => a * b) / Math.sqrt(sum(([a]) => a * a) * sum(([, b]) => b * b));
    };
    expect(correlation(170)).toBeGreaterThan(0.6);
    expect(correlation(2_000)).toBeLessThan(0.3);
  });
});
