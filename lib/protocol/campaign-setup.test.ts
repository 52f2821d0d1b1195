import { expect, it } from "vitest";
import { campaignDraftSchema, segmentVariablesSchema, uploadIdSchema } from "./campaign-setup.ts";

const variable = (key: string, values: number) => ({
  key,
  title: key,
  values: Array.from({ length: values }, (_, index) => `value ${index}`),
});

it("segment variables are at most five, each key and each value once", () => {
  const five = ["a", "b", "c", "d", "e"].map((key) => variable(key, 2));
  expect(segmentVariablesSchema.safeParse(five).success).toBe(true);
  expect(segmentVariablesSchema.safeParse([...five, variable("f", 2)]).success).toBe(false);
  expect(segmentVariablesSchema.safeParse([variable("a", 2), variable("a", 3)]).success).toBe(false);
  const doubled = { ...variable("a", 2), values: ["x", " x "] };
  expect(segmentVariablesSchema.safeParse([doubled]).success).toBe(false);
});

it("segment variables never make more cells than a campaign may have", () => {
  expect(segmentVariablesSchema.safeParse(["a", "b", "c"].map((key) => variable(key, 11))).success).toBe(
    true,
  );
  expect(segmentVariablesSchema.safeParse(["a", "b", "c"].map((key) => variable(key, 12))).success).toBe(
    false,
  );
});

it("a purpose is a sentence, and spaces are not one", () => {
  const draft = { title: "Spring", purpose: "To compare two endings.", retentionDays: 365 };
  expect(campaignDraftSchema.safeParse(draft).success).toBe(true);
  expect(campaignDraftSchema.safeParse({ ...draft, purpose: `test${" ".repeat(40)}` }).success).toBe(false);
  expect(campaignDraftSchema.safeParse({ ...draft, retentionDays: 1_096 }).success).toBe(false);
});

it("an upload's name has no room for a path", () => {
  const random = "0123456789abcdef0123456789abcdef";
  expect(uploadIdSchema.safeParse(`7-${random}`).success).toBe(true);
  for (const trick of [`../7-${random}`, `7-${random}/..`, `7-${random}.json`, "7-..%2f", `07-${random}`]) {
    expect(uploadIdSchema.safeParse(trick).success, trick).toBe(false);
  }
});
