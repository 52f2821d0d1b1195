import { defineConfig } from "vitest/config";

/** `#lib/*` and `#app/*` are package.json imports, which Node and Vite resolve by themselves. */
export default defineConfig({
  test: {
    environment: "node",
    include: ["{app,bench,lib,models,prisma}/**/*.test.{ts,tsx}"],
    exclude: ["e2e/**", ".next/**", "node_modules/**"],
    setupFiles: ["./lib/testing/share-compute.ts"],
    globalSetup: ["./lib/testing/vitest-global-setup.ts"],
    // A first start of the embedded Postgres takes seconds on a small machine.
    testTimeout: 30_000,
    hookTimeout: 90_000,
    maxWorkers: 2,
  },
});
