import { readFileSync } from "node:fs";
import { expect, test } from "vitest";

const read = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), "utf8");
const names = (text: string, pattern: RegExp) => [...text.matchAll(pattern)].map((match) => match[1]).sort();

const variables = names(read("lib/server/env.ts"), /^ {2}([A-Z][A-Z0-9_]+):/gm);

test("the README's table names every variable that is read, and no other", () => {
  expect(variables).toContain("PORT");
  expect(names(read("README.md"), /^\| `([A-Z][A-Z0-9_]+)` \|/gm)).toEqual(variables);
});

test(".env.example names every variable that one may set, and no other", () => {
  const settable = variables.filter((name) => name !== "NODE_ENV");
  expect(names(read(".env.example"), /^(?:# )?([A-Z][A-Z0-9_]+)=/gm)).toEqual(settable);
});
