import { expect, it } from "vitest";
import { numberWords } from "./number-words.ts";
import { eventText, gradeReasonText } from "./quality-labels.ts";

const english = numberWords("en-US");
const german = numberWords("de-DE");

it("gives each reason of a grade its figure as the reader writes it", () => {
  const coverage = { reason: "coverage", value: 0.625, points: 1 } as const;
  const light = { reason: "light", value: 0.0825, points: 1 } as const;
  const rate = { reason: "sampleRate", value: 7.25, points: 2 } as const;
  expect([coverage, light, rate].map((reason) => gradeReasonText(reason, english))).toEqual([
    "valid expressions in 63% of the video",
    "dark picture (luma 8.3%)",
    "7.3 frames a second analysed",
  ]);
  expect([coverage, light, rate].map((reason) => gradeReasonText(reason, german))).toEqual([
    "valid expressions in 63\u00a0% of the video",
    "dark picture (luma 8,3\u00a0%)",
    "7,3 frames a second analysed",
  ]);
});

it("counts in words what happened once", () => {
  const left = (value: number | null) =>
    gradeReasonText({ reason: "tabSwitches", value, points: 1 }, english);
  expect([left(1), left(3), left(null)]).toEqual([
    "left the page once",
    "left the page 3 times",
    "left the page 0 times",
  ]);
});

it("writes durations and rates of what happened as the reader does", () => {
  const slept = { kind: "slept", atMs: 4_000, ms: 2_540 } as const;
  expect(eventText(slept, english)).toBe("The device slept or was busy for 2.5 s");
  expect(eventText(slept, german)).toBe("The device slept or was busy for 2,5 s");
});
