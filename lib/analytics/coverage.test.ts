import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { sampleAt } from "#lib/testing/samples.ts";
import { coverSecond } from "./coverage.ts";

const coversOf = (times: number[], second = 0) =>
  coverSecond(
    times.map((at) => sampleAt(at)),
    second,
  ).map(({ coverMs }) => coverMs);

describe("coverSecond", () => {
  it("reaches halfway to the neighbours and to the edges of the second", () => {
    expect(coversOf([100, 300, 400, 900])).toEqual([200, 150, 50 + 250, 250 + 100]);
  });

  it("reaches at most 250 ms a side", () => {
    expect(coversOf([500])).toEqual([500]);
    expect(coversOf([1_300, 1_900], 1)).toEqual([250 + 250, 250 + 100]);
  });

  it("gives frames of a frozen video no media time between them", () => {
    // The video stands at 500 ms for four frames; the first and the last reach out of the stall, no further.
    expect(coversOf([400, 500, 500, 500, 500, 600])).toEqual([250 + 50, 50, 0, 0, 50, 50 + 250]);
  });

  it("lets a lost frame take its own share from its neighbours", () => {
    const samples = [sampleAt(300), sampleAt(500, { state: "noFace" }), sampleAt(700)];
    expect(coverSecond(samples, 0).map((c) => [c.sample.state, c.coverMs])).toEqual([
      ["face", 350],
      ["noFace", 200],
      ["face", 350],
    ]);
  });

  it("never covers more than the second, nor any of it twice, in any order of arrival", () => {
    const times = fc.array(fc.integer({ min: 0, max: 999 }), { maxLength: 60 });
    fc.assert(
      fc.property(times, (inSecond) => {
        const covers = coversOf(inSecond);
        const total = covers.reduce((sum, ms) => sum + ms, 0);
        // Half milliseconds of the second that lie within reach of some frame.
        const reached = new Uint8Array(2_000);
        for (const at of inSecond) reached.fill(1, Math.max(0, 2 * at - 500), 2 * at + 500);
        expect(total).toBe(reached.reduce((sum, half) => sum + half, 0) / 2);
        expect(Math.min(0, ...covers)).toBe(0);
        expect(coversOf([...inSecond].reverse()).sort()).toEqual(covers.sort());
      }),
    );
  });
});
