import { readFileSync } from "node:fs";
import { relative, resolve } from "node:path";
import { stripVTControlCharacters } from "node:util";

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
 * What failed, by file and name, each with the first line of its error: a log of which only the end is kept
 * still says what broke.
 * @param {string} path Of vitest's JSON report.
 * @returns {string[]}
 */
export function failuresOfVitest(path) {
  const { testResults } = JSON.parse(readFileSync(path, "utf8"));
  return testResults.flatMap(
    (
      /** @type {{ name: string, status: string, message?: string, assertionResults: { fullName: string, status: string, failureMessages?: string[] }[] }} */ file,
    ) => {
      const failed = file.assertionResults.filter(({ status }) => status === "failed");
      if (failed.length === 0) {
        return file.status === "failed" ? [described(file.name, "", file.message)] : [];
      }
      return failed.map(({ fullName, failureMessages }) =>
        described(file.name, fullName, failureMessages?.[0]),
      );
    },
  );
}

/**
 * The same of Playwright's JSON report.
 * @param {string} path
 * @returns {string[]}
 */
export function failuresOfPlaywright(path) {
  /** @typedef {{ title: string, file: string, ok: boolean, tests: { results: { error?: { message?: string } }[] }[] }} Spec */
  /** @typedef {{ suites?: Suite[], specs?: Spec[] }} Suite */
  /** @param {Suite} suite @returns {Spec[]} */
  const specsOf = (suite) => [...(suite.specs ?? []), ...(suite.suites ?? []).flatMap(specsOf)];
  const report = JSON.parse(readFileSync(path, "utf8"));
  return specsOf(report)
    .filter(({ ok }) => !ok)
    .map(({ file, title, tests }) =>
      described(
        file,
        title,
        tests.flatMap(({ results }) => results.map(({ error }) => error?.message)).find(Boolean),
      ),
    )
    .concat(
      (report.errors ?? []).map((/** @type {{ message?: string }} */ error) =>
        described("", "", error.message),
      ),
    );
}

/**
 * @param {string} file
 * @param {string} title
 * @param {string | undefined} message
 */
function described(file, title, message) {
  const reason = stripVTControlCharacters(message ?? "").split("\n")[0];
  return [relative(process.cwd(), resolve(file)), title, reason].filter(Boolean).join(" > ");
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
