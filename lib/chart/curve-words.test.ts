import { describe, expect, it } from "vitest";
import { CURVE_LABELS, curveFormat, differenceFormat, distanceText } from "./curve-words.ts";
import { numberWords } from "./number-words.ts";

const numbers = numberWords("en-US");

describe("the words of a curve", () => {
  it("write shares as percentages and their differences as points, scores as they are", () => {
    const corrected = { measure: "share", basis: "corrected" } as const;
    expect(curveFormat("happy", corrected, numbers)(0.41)).toBe("41%");
    expect(differenceFormat("happy", "share", numbers)(0.123)).toBe("+12");
    expect(distanceText("happy", "share", -0.123, numbers)).toBe("12 points");
    expect(distanceText("happy", "share", 0.0123, numbers)).toBe("1 point");
    const mean = { measure: "mean", basis: "corrected" } as const;
    expect(curveFormat("happy", mean, numbers)(0.41)).toBe("+0.41");
    expect(differenceFormat("happy", "mean", numbers)(-0.123)).toBe("-0.12");
    expect(distanceText("happy", "mean", -0.123, numbers)).toBe("0.12");
  });

  it("write attention as a share whatever is chosen, valence as a signed score, and raw scores without a sign", () => {
    const raw = { measure: "mean", basis: "raw" } as const;
    expect(curveFormat("happy", raw, numbers)(0.41)).toBe("0.41");
    expect(curveFormat("valence", raw, numbers)(0.41)).toBe("+0.41");
    expect(curveFormat("attention", raw, numbers)(0.9)).toBe("90%");
    expect(distanceText("attention", "mean", 0.05, numbers)).toBe("5 points");
  });

  it("name every curve", () => {
    expect([CURVE_LABELS.surprise, CURVE_LABELS.attention]).toEqual(["Surprise", "Attention"]);
  });
});
