import { type Browser, chromium, type Page } from "@playwright/test";
import { BROWSER_ARGS } from "#lib/testing/browser-args.ts";
import { findBrowser, NO_BROWSER } from "#lib/testing/find-browser.mjs";
import { type EngineSite, engineAddresses } from "./site.ts";

/** Subjects by the page that can run them: face-api wants a document. */
export const SUBJECTS = { ours: "/", human: "/", direct: "/", "face-api": "/face-api" } as const;
export type SubjectName = keyof typeof SUBJECTS;

export async function launchBrowser(extraArgs: readonly string[] = []): Promise<Browser> {
  const executablePath = await findBrowser();
  if (executablePath === null) throw new Error(NO_BROWSER);
  return chromium.launch({
    executablePath,
    args: [...BROWSER_ARGS, ...extraArgs],
  });
}

/** A page in which the subject has started. */
export async function openSubject(browser: Browser, site: EngineSite, name: SubjectName): Promise<Page> {
  const page = await browser.newPage();
  await page.goto(site.url + SUBJECTS[name]);
  await page.waitForFunction(() => window.enginePage !== undefined);
  await page.evaluate(([subject, addresses]) => window.enginePage?.start(subject, addresses), [
    name,
    engineAddresses(),
  ] as const);
  return page;
}
