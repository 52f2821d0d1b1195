import { describe, expect, it } from "vitest";
import { sampleExpressiveness } from "./expressiveness.ts";
import { sampleValence } from "./valence.ts";

describe("a sample's derived values", () => {
  it("valence is happy less the strongest negative expression", () => {
    // angry 0.1, disgust 0.05, fear 0.2, happy 0.5, neutral 0, sad 0.1, surprise 0.05
    expect(sampleValence([0.1, 0.05, 0.2, 0.5, 0, 0.1, 0.05])).toBeCloseTo(0.3, 12);
    expect(sampleValence([0, 0, 0, 0, 0, 1, 0])).toBe(-1);
  });

  it("expressiveness is the neutral that was lost, and never negative", () => {
    expect(sampleExpressiveness([0, 0, 0, 0.7, 0.3, 0, 0], 0.9)).toBeCloseTo(2 / 3, 12);
    expect(sampleExpressiveness([0, 0, 0, 0, 1, 0, 0], 0.9)).toBe(0);
    expect(sampleExpressiveness([0, 0, 0, 1, 0, 0, 0], 0.1)).toBeCloseTo(0.5, 12);
  });
});
