import { readdirSync, readFileSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { importBreaches } from "./import-rules.ts";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));

function sourceFiles(): Map<string, string> {
  const files = new Map<string, string>();
  for (const top of ["lib", "app"]) {
    for (const entry of readdirSync(join(ROOT, top), { recursive: true, withFileTypes: true })) {
      if (!entry.isFile() || !/\.(tsx?|mjs)$/.test(entry.name)) continue;
      const path = relative(ROOT, join(entry.parentPath, entry.name)).split(sep).join("/");
      if (path.startsWith("lib/storage/generated/")) continue;
      files.set(path, readFileSync(join(ROOT, path), "utf8"));
    }
  }
  return files;
}

describe("import boundaries", () => {
  it("hold in every module of lib and app", () => {
    const files = sourceFiles();
    expect(files.size).toBeGreaterThan(50);
    expect(importBreaches(files)).toEqual([]);
  });

  it.each([
    ["lib/analytics/mean.ts", 'import { x } from "#lib/storage/database.ts";', "analytics may not import"],
    ["lib/analytics/mean.ts", 'import type { X } from "../storage/database.ts";', "analytics may not import"],
    ["lib/analytics/mean.ts", 'export * from "#lib/reports/timeline.ts";', "analytics may not import"],
    ["lib/storage/find.ts", 'const x = await import("#lib/ingest/fold.ts");', "storage may not import"],
    ["lib/storage/find.ts", 'type X = import("#lib/auth/a.ts").X;', "storage may not import"],
    ["lib/reports/timeline.ts", 'import { x } from "#lib/testing/samples.ts";', "reports may not import"],
    ["lib/server/main.ts", 'import x from "#app/page.tsx";', "nothing imports from app"],
    ["lib/ingest/fold.test.ts", 'import x from "../../app/page.tsx";', "nothing imports from app"],
    ["lib/protocol/expressions.ts", 'import { x } from "./sample.ts";', "imports nothing"],
    ["lib/protocol/sample.ts", 'import { Server } from "socket.io";', "no such package"],
    ["lib/analytics/mean.ts", 'import { readFileSync } from "node:fs";', "no I/O"],
    ["lib/chart/series.ts", 'import { join } from "node:path";', "into the browser"],
    ["lib/reports/timeline.ts", 'import { Pool } from "pg";', "the database is storage's"],
    ["lib/capture/engine.ts", 'import { Human } from "@vladmandic/human";', "detect.worker.ts may"],
    ["lib/reports/timeline.ts", "const url = process.env.DATABASE_URL;", "reads process.env"],
    ["lib/reports/timeline.ts", "const { env } = process;", "reads process.env"],
    ["app/studio/page.tsx", 'import { x } from "#lib/capture/camera.ts";', "server page or route imports"],
    ["app/chart.tsx", '"use client";\nimport { x } from "#lib/storage/a.ts";', "client component imports"],
  ])("are seen to be crossed: %s with %s", (path, source, breach) => {
    expect(importBreaches(new Map([[path, source]]))).toEqual([expect.stringContaining(breach)]);
  });

  it("follow a client component into the files of app that it imports", () => {
    const files = new Map([
      ["app/chart.tsx", '"use client";\nimport { part } from "./part.tsx";'],
      ["app/part.tsx", 'import { x } from "#lib/reports/timeline.ts";'],
    ]);
    expect(importBreaches(files)).toEqual([
      expect.stringContaining("app/part.tsx: a client component imports"),
    ]);
    files.set("app/chart.tsx", 'import { part } from "./part.tsx";');
    expect(importBreaches(files)).toEqual([]);
  });

  it("let through what the table allows", () => {
    const files = new Map([
      ["lib/reports/timeline.ts", 'import { a } from "#lib/storage/a.ts"; import "#lib/analytics/b.ts";'],
      ["lib/storage/database.ts", 'import { Pool } from "pg"; import { env } from "#lib/server/env.ts";'],
      ["lib/capture/detect.worker.ts", 'import { Human } from "@vladmandic/human";'],
      ["lib/capture/human-config.ts", 'import type { Config } from "@vladmandic/human";'],
      ["lib/server/env.ts", "export const port = process.env.PORT;"],
    ]);
    expect(importBreaches(files)).toEqual([]);
  });
});
