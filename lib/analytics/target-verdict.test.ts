import { describe, expect, it } from "vitest";
import { targetVerdict } from "./target-verdict.ts";

const between = (low: number, high: number) => ({ value: (low + high) / 2, low, high });

describe("a target", () => {
  it("is met or missed only when the whole interval says so", () => {
    const atLeast = { direction: "atLeast", level: 0.3 } as const;
    expect(targetVerdict(atLeast, between(0.3, 0.4))).toBe("met");
    expect(targetVerdict(atLeast, between(0.2, 0.29))).toBe("missed");
    expect(targetVerdict(atLeast, between(0.25, 0.35))).toBe("open");
    const atMost = { direction: "atMost", level: 0.1 } as const;
    expect(targetVerdict(atMost, between(0.02, 0.1))).toBe("met");
    expect(targetVerdict(atMost, between(0.11, 0.2))).toBe("missed");
    expect(targetVerdict(atMost, between(0.05, 0.12))).toBe("open");
  });

  it("is not judged by too few viewers", () => {
    expect(targetVerdict({ direction: "atLeast", level: 0.3 }, null)).toBe("tooFew");
  });
});
