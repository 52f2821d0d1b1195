import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { z } from "zod";

const text = readFileSync(new URL("../../package-lock.json", import.meta.url), "utf8");
const { packages } = z
  .object({ packages: z.record(z.string(), z.object({ version: z.string().optional() })) })
  .parse(JSON.parse(text));

/** The first version without what docs/decisions/019-dependencies-audited.md found, by its place in node_modules. */
const FIRST_GOOD = {
  ws: "8.23.0",
  "deepmerge-ts": "8.0.0",
  mysql2: "3.23.1",
};

const asNumber = (version: string) =>
  version.split(".").reduce((sum, part) => sum * 10_000 + Number(part), 0);

test.each(Object.entries(FIRST_GOOD))("%s is locked at %s or newer", (name, first) => {
  const version = packages[`node_modules/${name}`]?.version;
  // One that is not locked any more needs no line above.
  expect(asNumber(version ?? "0.0.0")).toBeGreaterThanOrEqual(asNumber(first));
});

test("the sockets' server has no older ws of its own", () => {
  for (const parent of ["engine.io", "socket.io", "socket.io-adapter"]) {
    expect(packages).not.toHaveProperty([`node_modules/${parent}/node_modules/ws`]);
  }
});

test("the lock file names no registry: each installation asks its own", () => {
  expect(text).not.toContain('"resolved"');
});
