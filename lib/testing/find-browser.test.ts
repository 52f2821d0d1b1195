import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { findBrowser, provideBrowser, provideHeadlessBrowser } from "./find-browser.mjs";

describe("finding a browser", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "reactline-browser-"));
    vi.stubEnv("BROWSER_PATH", "");
    vi.stubEnv("PLAYWRIGHT_BROWSERS_PATH", folder);
    vi.stubEnv("PATH", folder);
  });
  afterEach(() => {
    vi.unstubAllEnvs();
    rmSync(folder, { recursive: true });
  });

  it("takes the system's Chromium from the path", async () => {
    const program = join(folder, "chromium");
    writeFileSync(program, "");
    expect(await findBrowser()).not.toBe(program);
    chmodSync(program, 0o755);
    expect(await findBrowser()).toBe(program);
    expect(await provideBrowser()).toBe(program);
  });

  it("takes the headless shell only where no window is asked for, and nowhere when another is named", async () => {
    const [whole, shell] = ["chromium", "chromium-headless-shell"].map((name) => {
      const program = join(folder, name);
      writeFileSync(program, "", { mode: 0o755 });
      return program;
    });
    expect(await provideHeadlessBrowser()).toBe(shell);
    expect(await provideBrowser()).toBe(whole);
    vi.stubEnv("BROWSER_PATH", whole ?? "");
    expect(await provideHeadlessBrowser()).toBe(whole);
  });

  it("does without the headless shell where there is none", async () => {
    const program = join(folder, "chromium");
    writeFileSync(program, "", { mode: 0o755 });
    expect(await provideHeadlessBrowser()).toBe(program);
  });

  it("refuses a BROWSER_PATH that is no program", async () => {
    vi.stubEnv("BROWSER_PATH", join(folder, "nothing"));
    await expect(findBrowser()).rejects.toThrow(/BROWSER_PATH/);
  });

  it("says what to do when nobody may install one", async () => {
    vi.spyOn(process, "getuid").mockReturnValue(1000);
    await expect(provideBrowser()).rejects.toThrow(/apt-get install -y chromium.*playwright install/);
    vi.restoreAllMocks();
  });
});
