import { describe, expect, it } from "vitest";
import { formatCount, formatMeasure } from "./number-format.ts";

describe("number format", () => {
  it("prints measures with the stored precision of 1/10,000", () => {
    expect(formatMeasure(0.25)).toBe("0.2500");
    expect(formatMeasure(1 / 3)).toBe("0.3333");
    expect(formatMeasure(-0.03125)).toBe("-0.0313");
  });

  it("never prints a negative zero", () => {
    expect(formatMeasure(-0)).toBe("0.0000");
    expect(formatMeasure(-0.00001)).toBe("0.0000");
  });

  it("prints counts as whole numbers and what is missing as nothing", () => {
    expect(formatCount(1234)).toBe("1234");
    expect(formatCount(0)).toBe("0");
    expect(formatCount(null)).toBe("");
    expect(formatMeasure(null)).toBe("");
  });
});
