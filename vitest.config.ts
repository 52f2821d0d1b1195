import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { defineConfig } from "vitest/config";

const tests = ["app", "bench", "lib", "models", "prisma"].flatMap((folder) =>
  readdirSync(join(import.meta.dirname, folder), { recursive: true, encoding: "utf8" })
    .filter((name) => /\.test\.tsx?$/.test(name))
    .map((name) => join(folder, name)),
);
/** Files that put something else in a module's place cannot share their modules with others. */
const alone = tests.filter((file) =>
  readFileSync(join(import.meta.dirname, file), "utf8").includes("vi.mock("),
);

/** `#lib/*` and `#app/*` are package.json imports, which Node and Vite resolve by themselves. */
export default defineConfig({
  test: {
    environment: "node",
    setupFiles: ["./lib/testing/share-compute.ts"],
    // A first start of the embedded Postgres takes seconds on a small machine.
    testTimeout: 30_000,
    hookTimeout: 90_000,
    // What is waited for comes at once, and on a busy machine not within vitest's own second.
    expect: { poll: { timeout: 10_000 } },
    maxWorkers: 2,
    projects: [
      {
        extends: true,
        test: {
          name: "together",
          include: tests,
          exclude: alone,
          isolate: false,
          globalSetup: ["./lib/testing/vitest-global-setup.ts"],
        },
      },
      { extends: true, test: { name: "alone", include: alone } },
    ],
  },
});
