import { IncomingMessage } from "node:http";
import { Socket } from "node:net";
import { expect, test } from "vitest";
import { ignoreInvalidRange } from "./range-header.ts";

function left(range: string): string | undefined {
  const request = new IncomingMessage(new Socket());
  request.headers.range = range;
  ignoreInvalidRange(request);
  return request.headers.range;
}

test("a part that ends before it begins is as if none had been asked for", () => {
  expect(["bytes=5-2", "bytes=0-1, 7-3", " bytes=10-9"].map(left)).toEqual([undefined, undefined, undefined]);
});

test("a part of a file goes on to whoever has the file", () => {
  const ranges = ["bytes=0-9", "bytes=5-5", "bytes=5-", "bytes=-100", "bytes=99999999-", "bytes=0-1,4-5"];
  expect(ranges.map(left)).toEqual(ranges);
});
