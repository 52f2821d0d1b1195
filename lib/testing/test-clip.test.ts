import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { CAMERA_SIZE, faceFrame, faceJpeg } from "./face-crops.ts";
import { writeFaceClip } from "./test-clip.ts";

describe("test faces", () => {
  it("are different pictures in the camera's own size", async () => {
    const [calm, laughing] = await Promise.all([faceFrame("calm"), faceFrame("laughing")]);
    for (const frame of [calm, laughing]) {
      expect(frame).toMatchObject(CAMERA_SIZE);
      expect(frame.rgb.length).toBe(640 * 480 * 3);
    }
    expect(Buffer.compare(calm.rgb, laughing.rgb)).not.toBe(0);
    expect((await faceJpeg("calm")).subarray(0, 3)).toEqual(Buffer.from([0xff, 0xd8, 0xff]));
  });

  it("make a clip of two seconds in which something moves", async () => {
    const folder = await mkdtemp(join(tmpdir(), "reactline-clip-"));
    await writeFaceClip(join(folder, "clip.y4m"), "laughing");
    const clip = await readFile(join(folder, "clip.y4m"));
    await rm(folder, { recursive: true });
    const frameBytes = "FRAME\n".length + (640 * 480 * 3) / 2;
    const headerBytes = clip.indexOf("\n") + 1;
    expect(clip.length).toBe(headerBytes + 30 * frameBytes);
    const frame = (index: number) =>
      clip.subarray(headerBytes + index * frameBytes, headerBytes + (index + 1) * frameBytes);
    expect(frame(0).equals(frame(15))).toBe(false);
  });
});
