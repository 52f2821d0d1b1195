import { expect, it } from "vitest";
import { numberMarks, numberWords } from "./number-words.ts";

const NO_BREAK_SPACE = "\u00a0";

it("writes numbers as the reader's locale does", () => {
  const written = (locale: string) => {
    const { count, percent, decimal, signed } = numberWords(locale);
    return [count(1234), percent(0.41), percent(0.4125, 1), decimal(0.25), decimal(12.34, 1), signed(0.1)];
  };
  expect(written("en-US")).toEqual(["1,234", "41%", "41.3%", "0.25", "12.3", "+0.10"]);
  expect(written("de-DE")).toEqual([
    "1.234",
    `41${NO_BREAK_SPACE}%`,
    `41,3${NO_BREAK_SPACE}%`,
    "0,25",
    "12,3",
    "+0,10",
  ]);
});

it("gives a sign to what is not zero as printed, and to nothing else", () => {
  const { signed } = numberWords("en-US");
  expect([-0.12, -0.001, 0, 0.004, 0.3].map((value) => signed(value))).toEqual([
    "-0.12",
    "0.00",
    "0.00",
    "0.00",
    "+0.30",
  ]);
});

it("knows the marks that a field needs", () => {
  expect(numberMarks("en-US")).toEqual({ decimal: ".", percent: "%" });
  expect(numberMarks("de-DE")).toEqual({ decimal: ",", percent: "\u00a0%" });
});
