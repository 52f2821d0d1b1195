import { expect, it } from "vitest";
import { readiness } from "./readiness.ts";

const FINE = {
  draining: false,
  database: async () => true,
  fold: { lagMs: 0, failing: false },
  redis: "up",
} as const;

it("is ready when its database answers and it is not about to end", async () => {
  expect(await readiness(FINE)).toEqual({
    ready: true,
    draining: false,
    database: "up",
    fold: "up",
    redis: "up",
  });
  expect(await readiness({ ...FINE, draining: true })).toMatchObject({ ready: false, draining: true });
  expect(await readiness({ ...FINE, database: async () => false })).toMatchObject({
    ready: false,
    database: "down",
  });
});

it("counts a database that does not answer as down", async () => {
  const silent = readiness({ ...FINE, database: () => new Promise<boolean>(() => {}) });
  expect(await silent).toMatchObject({ ready: false, database: "down" });
  const failing = readiness({ ...FINE, database: () => Promise.reject(new Error("away")) });
  expect(await failing).toMatchObject({ ready: false, database: "down" });
});

it("serves viewers without Redis and with a fold that is late, and says so", async () => {
  expect(await readiness({ ...FINE, redis: "lost" })).toMatchObject({ ready: true, redis: "lost" });
  expect(await readiness({ ...FINE, redis: undefined })).toMatchObject({ ready: true, redis: "none" });
  const late = readiness({ ...FINE, fold: { lagMs: 61_000, failing: false } });
  expect(await late).toMatchObject({ ready: true, fold: "behind" });
  const failing = readiness({ ...FINE, fold: { lagMs: 0, failing: true } });
  expect(await failing).toMatchObject({ ready: true, fold: "failing" });
});
