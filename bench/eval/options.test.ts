import { expect, test } from "vitest";
import { EvaluationError } from "./labelled-images.ts";
import { readOptions } from "./options.ts";

test("images want a folder and labels; our engine is the default", () => {
  expect(readOptions(["--images", "d", "--labels", "l.csv"])).toEqual({
    kind: "images",
    images: "d",
    labels: "l.csv",
    engine: "ours",
    out: null,
  });
});

test("a peer and a file for the rows may be named; a video stands alone", () => {
  const args = ["--images", "d", "--labels", "l", "--engine", "face-api", "--out", "rows.csv"];
  expect(readOptions(args)).toMatchObject({ engine: "face-api", out: "rows.csv" });
  expect(readOptions(["--video", "clip.mp4"])).toEqual({ kind: "video", video: "clip.mp4" });
});

test.each([
  [[]],
  [["--images", "d"]],
  [["--labels", "l"]],
  [["--images", "d", "--labels", "l", "--engine", "other"]],
  [["--video", "v", "--out", "o"]],
  [["--what"]],
])("%j is refused with a word on how it goes", (args) => {
  expect(() => readOptions(args)).toThrow(EvaluationError);
});
