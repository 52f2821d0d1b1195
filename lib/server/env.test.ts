import { expect, test } from "vitest";
import { EnvError, parseEnv } from "./env.ts";

test("every bad variable is named at once, with what it must look like", () => {
  const bad = {
    PORT: "many",
    DATABASE_URL: "mysql://x",
    SECRET: "short",
    PUBLIC_URL: "reactline.example",
    SMTP_URL: "mail.example",
    REDIS_URL: "localhost:6379",
    METRICS_TOKEN: "short",
  };
  expect(() => parseEnv(bad)).toThrow(EnvError);
  try {
    parseEnv(bad);
  } catch (error) {
    const lines = String(error instanceof Error && error.message).split("\n");
    expect(lines.map((line) => line.split(":")[0]).sort()).toEqual(Object.keys(bad).sort());
  }
});

test("an empty variable counts as not given", () => {
  expect(parseEnv({ PORT: "", DATABASE_URL: "" })).toMatchObject({ PORT: 3000 });
});

test("the demo is made unless it is switched off", () => {
  expect(parseEnv({}).SEED_DEMO).toBe(true);
  expect(parseEnv({ SEED_DEMO: "0" }).SEED_DEMO).toBe(false);
  expect(() => parseEnv({ SEED_DEMO: "no" })).toThrow("SEED_DEMO");
});

test("Redis is for several processes, which need one database and one secret", () => {
  const several = { REDIS_URL: "redis://localhost", DATABASE_URL: "postgres://x/y", SECRET: "s".repeat(32) };
  expect(parseEnv(several)).toMatchObject(several);
  const message = (source: Record<string, string>) => {
    try {
      parseEnv(source);
      return "";
    } catch (error) {
      return error instanceof EnvError ? error.message : "";
    }
  };
  expect(message({ ...several, DATABASE_URL: "" })).toMatch(/^DATABASE_URL: must be given with REDIS_URL/);
  expect(message({ ...several, SECRET: "" })).toMatch(/^SECRET: must be given with REDIS_URL/);
  expect(message({ REDIS_URL: "redis://localhost" }).split("\n")).toHaveLength(2);
});
