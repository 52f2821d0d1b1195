import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { IncomingMessage, ServerResponse } from "node:http";
import { Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { ignoreInvalidRange, refuseRangeOutside } from "./range-header.ts";

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

test("a part behind the end of a public file is refused with its length, and nothing else is", () => {
  const folder = mkdtempSync(join(tmpdir(), "reactline-public-"));
  mkdirSync(join(folder, "demo"));
  writeFileSync(join(folder, "demo", "film.mp4"), "0123456789");
  const refuse = refuseRangeOutside(folder);
  rmSync(folder, { recursive: true });
  const ask = (url: string, range: string) => {
    const request = new IncomingMessage(new Socket());
    Object.assign(request, { url });
    request.headers.range = range;
    const response = new ServerResponse(request);
    return [refuse(request, response), response.statusCode];
  };
  expect(ask("/demo/film.mp4?v=1", "bytes=10-")).toEqual([true, 416]);
  expect(ask("/demo/film.mp4", "bytes=99-120")).toEqual([true, 416]);
  for (const range of ["bytes=9-", "bytes=0-99", "bytes=-99"]) {
    expect(ask("/demo/film.mp4", range)).toEqual([false, 200]);
  }
  expect(ask("/demo/other.mp4", "bytes=10-")).toEqual([false, 200]);
});
