import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { FILM_SECONDS, FRAME_COUNT, FRAMES_PER_SECOND, frameSvg } from "./film.ts";

const mp4 = readFileSync(new URL("../../../public/demo/halden.mp4", import.meta.url));

test("a frame depends on its index alone, and moves from one second to the next", () => {
  for (let index = 0; index < FRAME_COUNT; index += FRAMES_PER_SECOND) {
    expect(frameSvg(index)).toBe(frameSvg(index));
    expect(frameSvg(index)).not.toBe(frameSvg(index + FRAMES_PER_SECOND / 2));
  }
});

test("the film that is served lasts as long as the drawn one, and is under 3 MB", () => {
  const header = mp4.indexOf("mvhd", 0, "latin1");
  const unitsPerSecond = mp4.readUInt32BE(header + 16);
  expect(mp4.readUInt32BE(header + 20) / unitsPerSecond).toBe(FILM_SECONDS);
  expect(mp4.length).toBeLessThan(3_000_000);
});

test("the film that is served starts before it has arrived whole", () => {
  const index = mp4.indexOf("moov", 0, "latin1");
  expect(index).toBeGreaterThan(0);
  expect(index).toBeLessThan(mp4.indexOf("mdat", 0, "latin1"));
});
