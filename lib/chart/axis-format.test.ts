import { expect, it } from "vitest";
import { clockTime, percent, score, signedScore } from "./axis-format.ts";

it("writes positions as minutes and seconds, cut and not rounded", () => {
  expect([0, 9.99, 65, 600].map(clockTime)).toEqual(["0:00", "0:09", "1:05", "10:00"]);
});

it("writes shares as percentages and scores with two digits", () => {
  expect(percent(0.425)).toBe("43%");
  expect(percent(0.425, 1)).toBe("42.5%");
  expect(score(0.4)).toBe("0.40");
});

it("writes a real minus, a plus on signed scales only, and never a signed zero", () => {
  expect([-0.12, -0.001, 0.3].map(score)).toEqual(["\u22120.12", "0.00", "0.30"]);
  expect([-0.12, 0, 0.004, 0.3].map(signedScore)).toEqual(["\u22120.12", "0.00", "0.00", "+0.30"]);
});
