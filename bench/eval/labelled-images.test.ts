import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { EvaluationError, firstLine, readLabelledImages } from "./labelled-images.ts";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "reactline-eval-"));
  mkdirSync(join(folder, "images"));
  for (const name of ["a.jpg", "b.jpg"]) writeFileSync(join(folder, "images", name), "x");
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const images = () => join(folder, "images");

function table(text: string): string {
  const path = join(folder, "labels.csv");
  writeFileSync(path, text);
  return path;
}

describe("a table of labels", () => {
  test("may have other columns, other separators, a byte order mark and capitals", () => {
    const labels = table("\uFEFFId;File;Label\n1;a.jpg;happiness\n2;b.jpg;sad\n");
    expect(readLabelledImages(images(), labels)).toEqual({
      images: [
        { file: "a.jpg", path: join(images(), "a.jpg"), label: "happy" },
        { file: "b.jpg", path: join(images(), "b.jpg"), label: "sad" },
      ],
      problems: [],
    });
  });

  test("may name files by a whole path, from the folder or from its own place", () => {
    const labels = table(
      `file,label\n${join(images(), "a.jpg")},fear\nimages/b.jpg,fear\nelsewhere/b.jpg,fear\n`,
    );
    const paths = readLabelledImages(images(), labels).images.map(({ path }) => path);
    expect(paths).toEqual([join(images(), "a.jpg"), join(images(), "b.jpg"), join(images(), "b.jpg")]);
  });

  test("leaves out, by name, what cannot be evaluated, and keeps the rest", () => {
    const labels = table("file,label\na.jpg,contempt\nb.jpg,\nc.jpg,happy\n,happy\nb.jpg,disgusted\n");
    const { images: kept, problems } = readLabelledImages(images(), labels);
    expect(kept.map(({ file, label }) => [file, label])).toEqual([["b.jpg", "disgust"]]);
    expect(problems).toEqual([
      expect.stringMatching(/^a\.jpg: the label "contempt" is none of angry, /),
      "b.jpg: no label; left out.",
      expect.stringMatching(/^c\.jpg: not found in /),
      expect.stringMatching(/row 4 names no file/),
    ]);
  });
});

describe("nothing to evaluate is one clear error", () => {
  test.each([
    ["an empty folder", () => mkdirSync(join(folder, "none")), "none", "is empty"],
    ["a folder that is not there", () => undefined, "nowhere", "is no folder"],
    ["a table without the column", () => table("image,label\na.jpg,happy\n"), "images", 'no column "file"'],
    ["a table without rows", () => table("file,label\n"), "images", "has no rows"],
    ["no table", () => undefined, "images", "cannot be read"],
  ])("%s", (_, prepare, name, message) => {
    prepare();
    const read = () => readLabelledImages(join(folder, name), join(folder, "labels.csv"));
    expect(read).toThrow(EvaluationError);
    expect(read).toThrow(message);
  });
});

test("an error of the page is told without the browser driver's own words", () => {
  expect(firstLine("page.evaluate: TypeError: it cannot be decoded\n    at x")).toBe("it cannot be decoded");
});
