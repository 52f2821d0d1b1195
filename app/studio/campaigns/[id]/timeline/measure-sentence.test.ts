import { expect, it } from "vitest";
import { numberWords } from "#lib/chart/number-words.ts";
import { DEFAULT_SELECTION } from "#lib/chart/selection.ts";
import { measureSentence } from "./measure-sentence.ts";

it("says the threshold as the reader writes it, and that a corrected score is above the baseline", () => {
  const selection = { ...DEFAULT_SELECTION, basis: "raw", measure: "share", threshold: 0.25 } as const;
  expect(measureSentence(selection, numberWords("en-US"))).toBe(
    "Viewers whose expression score is 0.25 or more. Band: 95% interval.",
  );
  expect(measureSentence({ ...selection, basis: "corrected" }, numberWords("de-DE"))).toBe(
    "Viewers whose expression score is 0,25 or more above their baseline. Band: 95% interval.",
  );
});
