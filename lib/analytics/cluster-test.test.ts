import { describe, expect, it } from "vitest";
import { CURVE_COUNT, CURVES } from "#lib/protocol/curves.ts";
import { findClusters } from "./cluster-mass.ts";
import { type CutValues, testBetween, testWithin } from "./cluster-test.ts";
import { type SeededRandom, seededRandom } from "./seeded-random.ts";
import { MISSING } from "./track-page.ts";
import { formingPairedT, formingWelchT } from "./welch.ts";

const HAPPY = CURVES.indexOf("happy");

/** Noise with a random person in it; `happy` is raised by `effect` from point 4 to before point 8. */
function cut(random: SeededRandom, viewers: number, points: number, effect = 0, lost = 0): CutValues {
  const values = new Int16Array(viewers * CURVE_COUNT * points);
  for (let i = 0; i < values.length; i++) {
    const point = i % points;
    const curve = Math.floor(i / points) % CURVE_COUNT;
    const raised = curve === HAPPY && point >= 4 && point < 8 ? effect : 0;
    values[i] = random.uniform() < lost ? MISSING : Math.round(900 * random.normal() + raised);
  }
  // The expressions of a viewer are there together.
  for (let at = 0; at < values.length; at += CURVE_COUNT * points) {
    for (let point = 0; point < points; point++) {
      if (values[at + point] !== MISSING) continue;
      for (let curve = 0; curve < 7; curve++) values[at + curve * points + point] = MISSING;
    }
  }
  for (let i = 0; i < values.length; i++) {
    const curve = Math.floor(i / points) % CURVE_COUNT;
    const first = i - curve * points;
    if (curve < 7 && values[first] !== MISSING && values[i] === MISSING) values[i] = 0;
  }
  return { viewers, values };
}

/** A cluster tells of the span, not of its ends: a second more or less is chance. */
function expectAround(cluster: { from: number; to: number } | undefined): void {
  expect(Math.abs(cluster!.from - 4)).toBeLessThanOrEqual(1);
  expect(Math.abs(cluster!.to - 8)).toBeLessThanOrEqual(1);
}

/** The same statistic in the plainest way. */
function plainTs(rows: number[][], points: number, inA: (row: number) => boolean): Float64Array {
  return Float64Array.from({ length: CURVE_COUNT * points }, (_, cell) => {
    const sums = { a: [0, 0, 0], b: [0, 0, 0] } as Record<"a" | "b", [number, number, number]>;
    for (const [row, values] of rows.entries()) {
      const value = values[cell]!;
      if (value === MISSING) continue;
      const sum = sums[inA(row) ? "a" : "b"];
      sum[0]++;
      sum[1] += value;
      sum[2] += value * value;
    }
    return formingWelchT(...sums.a, ...sums.b);
  });
}

const rowsOf = ({ viewers, values }: CutValues) =>
  Array.from({ length: viewers }, (_, i) =>
    Array.from(values.subarray((i * values.length) / viewers, ((i + 1) * values.length) / viewers)),
  );

describe("the cluster-based permutation test between viewers", () => {
  it("finds a difference where it is, in its direction, and nowhere else", () => {
    const random = seededRandom("between");
    const a = cut(random, 60, 15);
    const b = cut(random, 60, 15, 900);
    const found = testBetween(a, b, { points: 15, joins: true, permutations: 999, seed: "s" });
    const called = found.filter(({ p }) => p < 0.05);
    expect(called).toEqual([expect.objectContaining({ curve: HAPPY, sign: 1, p: 0.001 })]);
    expectAround(called[0]);
    const turned = testBetween(b, a, { points: 15, joins: true, permutations: 99, seed: "s" });
    expect(turned[0]).toMatchObject({ curve: HAPPY, sign: -1 });
    expectAround(turned[0]);
  });

  it("has the clusters and p of the plainest computation, with missing seconds and unequal groups", () => {
    const random = seededRandom("plain");
    const a = cut(random, 11, 9, 0, 0.1);
    const b = cut(random, 14, 9, 700, 0.1);
    const rows = [...rowsOf(a), ...rowsOf(b)];
    const observed = findClusters(
      plainTs(rows, 9, (row) => row < 11),
      9,
      true,
    );
    expect(observed.length).toBeGreaterThan(0);
    const found = testBetween(a, b, { points: 9, joins: true, permutations: 4_000, seed: "p" });
    const byPlace = (x: { curve: number; from: number }, y: { curve: number; from: number }) =>
      x.curve - y.curve || x.from - y.from;
    expect([...found].sort(byPlace).map(({ p: _, ...cluster }) => cluster)).toEqual(
      [...observed].sort(byPlace).map((cluster) => ({ ...cluster, mass: expect.closeTo(cluster.mass, 9) })),
    );
    // Another generator's permutations give the same p but for chance.
    const other = seededRandom("other");
    const masses = Array.from({ length: 1_000 }, () => {
      const order = rows.map((_, i) => i).sort(() => other.uniform() - 0.5);
      const keys = new Map(order.map((row, place) => [row, place]));
      const clusters = findClusters(
        plainTs(rows, 9, (row) => keys.get(row)! < 11),
        9,
        true,
      );
      return Math.max(0, ...clusters.map(({ mass }) => mass));
    });
    for (const { mass, p } of found) {
      const plain = masses.filter((other) => other >= mass).length / masses.length;
      expect(Math.abs(plain - p)).toBeLessThan(0.06);
    }
  });

  it("gives p of (b + 1) / (m + 1), the same for the same seed, and no clusters of what is alike", () => {
    const random = seededRandom("seed");
    const a = cut(random, 20, 6);
    const b = cut(random, 20, 6);
    const test = { points: 6, joins: true, permutations: 99, seed: "x" };
    const found = testBetween(a, b, test);
    expect(testBetween(a, b, test)).toEqual(found);
    for (const { p } of found) expect(p * 100).toBeCloseTo(Math.round(p * 100), 9);
    expect(testBetween(a, a, test)).toEqual([]);
  });
});

describe("the cluster-based permutation test within viewers", () => {
  it("finds a difference that between viewers would be hidden by how viewers differ", () => {
    const random = seededRandom("within");
    const a = cut(random, 40, 12);
    const people = Array.from({ length: 40 }, () => 3_000 * random.normal());
    const b = cut(random, 40, 12, 800);
    for (const each of [a, b]) {
      each.values.forEach((value, i) => {
        each.values[i] = Math.round(value + people[Math.floor(i / (CURVE_COUNT * 12))]!);
      });
    }
    const test = { points: 12, joins: true, permutations: 499, seed: "s" };
    const [first] = testWithin(a, b, test);
    expect(first).toMatchObject({ curve: HAPPY, sign: 1, p: 1 / 500 });
    expectAround(first);
    expect(testBetween(a, b, test).filter(({ p, curve }) => p < 0.05 && curve === HAPPY)).toEqual([]);
    const d = rowsOf(b).map((row, i) => row[HAPPY * 12 + 5]! - rowsOf(a)[i]![HAPPY * 12 + 5]!);
    const t = formingPairedT(
      40,
      d.reduce((x, y) => x + y, 0),
      d.reduce((x, y) => x + y * y, 0),
    );
    expect(first!.mass).toBeGreaterThan(t);
  });
});

it("scenes are clusters of their own", () => {
  const ts = Float64Array.of(2.5, 3, 0, -2.2);
  expect(findClusters(ts, 4, false).map(({ from, to, mass }) => [from, to, mass])).toEqual([
    [0, 1, 2.5],
    [1, 2, 3],
    [3, 4, 2.2],
  ]);
  expect(findClusters(ts, 2, true).map(({ curve, from, to }) => [curve, from, to])).toEqual([
    [0, 0, 2],
    [1, 1, 2],
  ]);
});
