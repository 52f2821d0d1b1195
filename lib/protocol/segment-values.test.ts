import { expect, it } from "vitest";
import { segmentsInLink, unknownSegments } from "./segment-values.ts";

const VARIABLES = [
  { key: "age_band", title: "Age band", values: ["18-34", "35+"] },
  { key: "gender", title: "Gender", values: ["female", "male"] },
];

it("a link's segment values are those with the prefix, the last of each", () => {
  expect(segmentsInLink({ seg_age_band: ["18-34", "35+"], seg_gender: "male", utm_source: "x" })).toEqual({
    age_band: "35+",
    gender: "male",
  });
  expect(segmentsInLink({ seg_age_band: undefined })).toEqual({});
});

it("only values that were fixed fit, letter for letter; a variable may be left out", () => {
  expect(unknownSegments(VARIABLES, {})).toEqual([]);
  expect(unknownSegments(VARIABLES, { age_band: "35+" })).toEqual([]);
  expect(unknownSegments(VARIABLES, { age_band: "35 ", gender: "Male", country: "NO" })).toEqual([
    "age_band=35 ",
    "gender=Male",
    "country=NO",
  ]);
  expect(unknownSegments(VARIABLES, { constructor: "x", __proto__: "y" })).toEqual(["constructor=x"]);
});
