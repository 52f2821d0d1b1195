import { describe, expect, it } from "vitest";
import { sampleAt } from "#lib/testing/samples.ts";
import { secondAttention } from "./attention.ts";

describe("secondAttention", () => {
  it("is time facing the screen over the time that was seen", () => {
    const covered = [
      { sample: sampleAt(0, { attention01: 1 }), coverMs: 300 },
      { sample: sampleAt(0, { attention01: 0 }), coverMs: 100 },
      { sample: sampleAt(0, { state: "lookingAway" }), coverMs: 100 },
      { sample: sampleAt(0, { state: "noFace" }), coverMs: 50 },
      { sample: sampleAt(0, { state: "tabHidden" }), coverMs: 50 },
      { sample: sampleAt(0, { state: "tooDark" }), coverMs: 400 },
    ];
    expect(secondAttention(covered)).toBe(0.5);
  });

  it("leaves out faces of whom it cannot be told", () => {
    const unknown = { sample: sampleAt(0, { attention01: null }), coverMs: 600 };
    expect(secondAttention([unknown])).toBeNull();
    expect(secondAttention([unknown, { sample: sampleAt(0), coverMs: 10 }])).toBe(1);
  });
});
