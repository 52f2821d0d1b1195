import { expect, test } from "vitest";
import { EnvError, parseEnv } from "./env.ts";

test("every bad variable is named at once, with what it must look like", () => {
  const bad = {
    PORT: "many",
    DATABASE_URL: "mysql://x",
    SECRET: "short",
    PUBLIC_URL: "reactline.example",
    SMTP_URL: "mail.example",
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
