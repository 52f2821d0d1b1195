import { existsSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";

test("every test that the threat model names exists", () => {
  const text = readFileSync("docs/threat-model.md", "utf8");
  const named = [...text.matchAll(/`([^`\s]+\.(?:test|spec)\.ts)`/g)].map(([, path]) => path ?? "");
  expect(named.length).toBeGreaterThan(20);
  expect(named.filter((path) => !existsSync(path))).toEqual([]);
});
