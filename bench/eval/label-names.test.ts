import { expect, test } from "vitest";
import { EXPRESSIONS } from "#lib/protocol/expressions.ts";
import { expressionNamed } from "./label-names.ts";

test("the seven are known by our names and by those of other collections, in any case", () => {
  for (const name of EXPRESSIONS) expect(expressionNamed(name)).toBe(name);
  const others = ["Happiness", " SADNESS ", "anger", "disgusted", "fearful", "surprised", "Neutral"];
  expect(others.map(expressionNamed)).toEqual([
    "happy",
    "sad",
    "angry",
    "disgust",
    "fear",
    "surprise",
    "neutral",
  ]);
});

test("what is none of the seven is not guessed at", () => {
  expect(["contempt", "unknown", "3", "", "happy?"].map(expressionNamed)).toEqual([
    null,
    null,
    null,
    null,
    null,
  ]);
});
