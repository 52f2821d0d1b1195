import { expect, test } from "vitest";
import { generatePassword, hashPassword, passwordFits } from "./password.ts";

test("only the password that was hashed fits", async () => {
  const hash = await hashPassword("correct horse");
  expect(hash).toMatch(/^\$argon2id\$/);
  expect(await passwordFits("correct horse", hash)).toBe(true);
  expect(await passwordFits("Correct horse", hash)).toBe(false);
});

test("without a user nothing fits, not even the decoy's own password", async () => {
  expect(await passwordFits("decoy", null)).toBe(false);
});

test("generated passwords differ and hold no look-alikes", () => {
  const passwords = Array.from({ length: 50 }, generatePassword);
  expect(new Set(passwords).size).toBe(50);
  for (const password of passwords) expect(password).toMatch(/^[a-km-zA-HJ-NP-Z2-9]{20}$/);
});
