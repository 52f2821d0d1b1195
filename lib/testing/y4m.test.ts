import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { type RgbFrame, writeY4m, y4mFrame } from "./y4m.ts";

const solid = (...rgb: [number, number, number]): RgbFrame => ({
  width: 2,
  height: 2,
  rgb: Uint8Array.from([rgb, rgb, rgb, rgb].flat()),
});

describe("y4m", () => {
  it("writes exactly the bytes of the format: a header, then a header and three planes a frame", async () => {
    const folder = await mkdtemp(join(tmpdir(), "reactline-y4m-"));
    const path = join(folder, "clip.y4m");
    await writeY4m(
      path,
      (async function* () {
        yield solid(255, 255, 255);
        yield solid(255, 0, 0);
      })(),
      15,
    );
    const expected = Buffer.concat([
      Buffer.from("YUV4MPEG2 W2 H2 F15:1 Ip A1:1 C420jpeg\n"),
      Buffer.from("FRAME\n"),
      Buffer.from([235, 235, 235, 235, 128, 128]),
      Buffer.from("FRAME\n"),
      // Red in BT.601: Y = 16 + 219 x 0.299, U = 128 - 224 x 0.168736, V = 128 + 224 x 0.5.
      Buffer.from([81, 81, 81, 81, 90, 240]),
    ]);
    expect(await readFile(path)).toEqual(expected);
    await rm(folder, { recursive: true });
  });

  it("keeps the rows in order and averages colour over four pixels", () => {
    const rgb = Uint8Array.from([0, 0, 0, 255, 255, 255, 0, 0, 255, 0, 0, 255]);
    const planes = y4mFrame({ width: 2, height: 2, rgb }).subarray("FRAME\n".length);
    expect([...planes]).toEqual([16, 235, 41, 41, 184, 119]);
  });

  it("refuses a size that has no whole chroma, and bytes that do not fill it", () => {
    expect(() => y4mFrame({ width: 3, height: 2, rgb: new Uint8Array(18) })).toThrow(RangeError);
    expect(() => y4mFrame({ width: 2, height: 2, rgb: new Uint8Array(11) })).toThrow(RangeError);
  });
});
