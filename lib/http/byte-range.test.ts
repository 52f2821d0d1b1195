import { expect, it } from "vitest";
import { byteRange } from "./byte-range.ts";

it.each([
  ["bytes=0-99", { first: 0, last: 99 }],
  ["bytes=900-", { first: 900, last: 999 }],
  ["bytes=-100", { first: 900, last: 999 }],
  ["bytes=-5000", { first: 0, last: 999 }],
  ["bytes=990-5000", { first: 990, last: 999 }],
  ["bytes=999-999", { first: 999, last: 999 }],
])("%s of 1,000 bytes is a part", (header, part) => {
  expect(byteRange(header, 1_000)).toEqual(part);
});

it.each(["bytes=1000-", "bytes=5000-6000", "bytes=-0"])("%s of 1,000 bytes is outside", (header) => {
  expect(byteRange(header, 1_000)).toBe("outside");
});

it.each([
  null,
  "",
  "bytes=",
  "bytes=-",
  "bytes=5-2",
  "bytes=0-1,5-6",
  "items=0-1",
  "bytes=0x1-2",
  "bytes=a-b",
])("%s is answered with everything", (header) => {
  expect(byteRange(header, 1_000)).toBe("all");
});
