import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cutsOfTurn } from "./cut-plan.ts";

const count = (values: readonly number[], value: number) => values.filter((v) => v === value).length;

describe("who is shown which cut", () => {
  it("never lets two cuts differ by more than one viewer, however many come", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 2, max: 5 }),
        fc.integer({ min: 0, max: 60 }),
        fc.nat(),
        (k, viewers, campaign) => {
          const ids = Array.from({ length: k }, (_, i) => 10 + i);
          const shown = Array.from({ length: viewers }, (_, turn) =>
            cutsOfTurn("oneEach", ids, turn, campaign),
          );
          expect(shown.every(({ length }) => length === 1)).toBe(true);
          const counts = ids.map((id) => count(shown.flat(), id));
          expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(1);
        },
      ),
    );
  });

  it("shows every cut to everyone, each as often in each place, when all are shown", () => {
    const ids = [7, 8, 9];
    const shown = Array.from({ length: 300 }, (_, turn) => cutsOfTurn("allShuffled", ids, turn, 1));
    for (const order of shown) expect([...order].sort()).toEqual(ids);
    for (const place of [0, 1, 2]) {
      for (const id of ids) {
        expect(
          count(
            shown.map((order) => order[place]!),
            id,
          ),
        ).toBe(100);
      }
    }
  });

  it("is random between blocks, and the same again for the same campaign", () => {
    const firsts = (campaign: number) =>
      Array.from({ length: 200 }, (_, block) => cutsOfTurn("oneEach", [1, 2], 2 * block, campaign)[0]!);
    expect(count(firsts(1), 1)).toBeGreaterThan(70);
    expect(count(firsts(1), 1)).toBeLessThan(130);
    expect(firsts(1)).toEqual(firsts(1));
    expect(firsts(1)).not.toEqual(firsts(2));
  });

  it("keeps the campaign's order when there is nothing to deal", () => {
    expect(cutsOfTurn("allInOrder", [3, 1, 2], 5, 1)).toEqual([3, 1, 2]);
    expect(cutsOfTurn("oneEach", [3], 5, 1)).toEqual([3]);
  });
});
