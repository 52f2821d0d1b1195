import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { countPlaywright, countVitest, failuresOfPlaywright, failuresOfVitest } from "./count-tests.mjs";

describe("counting tests", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "reactline-count-"));
  });
  afterEach(() => rmSync(folder, { recursive: true }));
  const report = (value: unknown) => {
    const path = join(folder, "report.json");
    writeFileSync(path, JSON.stringify(value));
    return path;
  };
  const loaded = { status: "passed", assertionResults: [{}] };

  it("counts skipped and todo tests of vitest, and files that do not load, as failures", () => {
    const path = report({
      numTotalTests: 10,
      numPassedTests: 6,
      numFailedTests: 1,
      numPendingTests: 2,
      numTodoTests: 1,
      testResults: [loaded, { status: "failed", assertionResults: [] }],
    });
    expect(countVitest(path, false)).toEqual({ passed: 6, failed: 5 });
  });

  it("counts skipped and flaky tests of Playwright as failures", () => {
    const path = report({ stats: { expected: 3, unexpected: 0, flaky: 1, skipped: 2 } });
    expect(countPlaywright(path, true)).toEqual({ passed: 3, failed: 3 });
  });

  it("calls no run clean that ended badly or ran nothing", () => {
    const clean = report({ numTotalTests: 4, numPassedTests: 4, testResults: [loaded] });
    expect(countVitest(clean, true)).toEqual({ passed: 4, failed: 0 });
    expect(countVitest(clean, false)).toEqual({ passed: 4, failed: 1 });
    const empty = report({ stats: { expected: 0, unexpected: 0, flaky: 0, skipped: 0 } });
    expect(countPlaywright(empty, true)).toEqual({ passed: 0, failed: 1 });
  });

  it("names what failed, with the first line of its error", () => {
    const vitest = report({
      testResults: [
        { name: resolve("lib/a.test.ts"), status: "passed", assertionResults: [{ status: "passed" }] },
        {
          name: resolve("lib/b.test.ts"),
          status: "failed",
          assertionResults: [
            { status: "passed", fullName: "fold is exact" },
            {
              status: "failed",
              fullName: "fold is quick",
              failureMessages: ["AssertionError: 3 is not 2\n    at b.test.ts:1"],
            },
          ],
        },
        { name: resolve("lib/c.test.ts"), status: "failed", message: "no such module", assertionResults: [] },
      ],
    });
    expect(failuresOfVitest(vitest)).toEqual([
      "lib/b.test.ts > fold is quick > AssertionError: 3 is not 2",
      "lib/c.test.ts > no such module",
    ]);
    const playwright = report({
      suites: [
        {
          specs: [{ title: "goes", file: "a.spec.ts", ok: true, tests: [] }],
          suites: [
            {
              specs: [
                {
                  title: "stays",
                  file: "a.spec.ts",
                  ok: false,
                  tests: [{ results: [{ error: { message: "\u001b[31mtimed out\u001b[0m\nat a" } }] }],
                },
              ],
            },
          ],
        },
      ],
      errors: [{ message: "set-up failed" }],
    });
    expect(failuresOfPlaywright(playwright)).toEqual(["a.spec.ts > stays > timed out", "set-up failed"]);
  });
});
