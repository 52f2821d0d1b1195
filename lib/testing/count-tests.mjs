import { readFileSync } from "node:fs";

/**
 * Tests of vitest's JSON report. What did not run counts as failed: skipped, pending and todo tests, and a
 * file that could not be loaded, as one.
 * @param {string} path
 * @param {boolean} ok Whether vitest itself ended well.
 */
export function countVitest(path, ok) {
  const report = JSON.parse(readFileSync(path, "utf8"));
  const unloaded = report.testResults.filter(
    (/** @type {{ status: string, assertionResults: unknown[] }} */ file) =>
      file.status === "failed" && file.assertionResults.length === 0,
  ).length;
  return atLeastOneFailedUnless(ok, {
    passed: report.numPassedTests,
    failed: report.numTotalTests - report.numPassedTests + unloaded,
  });
}

/**
 * Tests of Playwright's JSON report; skipped ones, and ones that passed only when repeated, count as failed.
 * @param {string} path
 * @param {boolean} ok Whether Playwright itself ended well.
 */
export function countPlaywright(path, ok) {
  const { stats } = JSON.parse(readFileSync(path, "utf8"));
  return atLeastOneFailedUnless(ok, {
    passed: stats.expected,
    failed: stats.unexpected + stats.flaky + stats.skipped,
  });
}

/**
 * A run that ended badly, or in which nothing ran, is never a clean one.
 * @param {boolean} ok
 * @param {{ passed: number, failed: number }} count
 */
function atLeastOneFailedUnless(ok, count) {
  const isClean = ok && count.passed > 0;
  return isClean ? count : { ...count, failed: Math.max(1, count.failed) };
}
