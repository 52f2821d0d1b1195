import { describe, expect, it } from "vitest";
import { findPeaks } from "./prominence.ts";

describe("peaks of a curve", () => {
  it("have the prominence that one must go down before it rises higher", () => {
    // scipy.signal.peak_prominences gives 3, 1 and 5 for the same curve.
    expect(findPeaks([0, 3, 0, 2, 1, 2.5, 1.5, 6, 1])).toEqual([
      { at: 1, prominence: 3 },
      { at: 3, prominence: 1 },
      { at: 5, prominence: 1 },
      { at: 7, prominence: 5 },
    ]);
  });

  it("are found on plateaus and at the ends, but not on a level curve", () => {
    expect(findPeaks([4, 1, 3, 3, 2])).toEqual([
      { at: 0, prominence: 3 },
      { at: 2, prominence: 1 },
    ]);
    expect(findPeaks([1, 1, 1])).toEqual([]);
  });

  it("end where values are missing", () => {
    expect(findPeaks([1, 2, null, 5, 3])).toEqual([
      { at: 1, prominence: 1 },
      { at: 3, prominence: 2 },
    ]);
  });
});
