import { expect, it } from "vitest";
import { parseId } from "./parse-request.ts";

it("the number of a row is read from an address", () => {
  expect(parseId("1")).toBe(1);
  expect(parseId("999999999")).toBe(999_999_999);
});

it.each(["", "0", "01", "-1", "1e3", "1.5", " 1", "1\n", "x", "2147483648", "9999999999"])(
  "what names no row that the database could hold does not exist: %j",
  (text) => {
    expect(() => parseId(text)).toThrow(expect.objectContaining({ code: "not-found" }));
  },
);
