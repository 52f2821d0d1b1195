import { expect, it } from "vitest";
import { clockTime } from "./axis-format.ts";

it("writes positions as minutes and seconds, cut and not rounded", () => {
  expect([0, 9.99, 65, 600].map(clockTime)).toEqual(["0:00", "0:09", "1:05", "10:00"]);
});
