import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { smallVideo } from "#lib/testing/small-video.ts";
import { inspectVideo } from "./inspect-video.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "inspect-video-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

let files = 0;
async function inspect(...parts: (Uint8Array | string)[]) {
  const file = path.join(folder, `${++files}.mp4`);
  await writeFile(file, Buffer.concat(parts.map((part) => Buffer.from(part as string))));
  return inspectVideo(file);
}

function box(type: string, content: Uint8Array | string): Buffer {
  const body = Buffer.from(content as string);
  const head = Buffer.alloc(8);
  head.writeUInt32BE(8 + body.length);
  head.write(type, 4, "latin1");
  return Buffer.concat([head, body]);
}

const zipEnd = Buffer.concat([Buffer.from("PK\x05\x06", "latin1"), Buffer.alloc(18)]);
const refused = { code: "unusable-video" };

it("tells mp4 from webm by content, and reads how long they last", async () => {
  expect(await inspect(await smallVideo("mp4"))).toEqual({
    kind: "mp4",
    mimeType: "video/mp4",
    durationMs: 2_000,
  });
  expect(await inspect(await smallVideo("webm"))).toMatchObject({ kind: "webm", mimeType: "video/webm" });
  expect(await inspectVideo("public/demo/halden.mp4")).toMatchObject({ kind: "mp4", durationMs: 30_000 });
});

it("refuses what is no video, whatever its name", async () => {
  for (const content of [
    "",
    "<!doctype html><script>alert(1)</script>",
    "GIF89a",
    zipEnd,
    Buffer.from([0x1a, 0x45, 0xdf, 0xa3]),
    box("ftyp", "isom\0\0\0\0"),
    Buffer.alloc(64),
  ]) {
    await expect(inspect(content)).rejects.toMatchObject(refused);
  }
});

it.each(["mp4", "webm"] as const)(
  "refuses a %s with something behind it, before it or in it",
  async (kind) => {
    const video = await smallVideo(kind);
    await expect(inspect(video, "<script>alert(1)</script>")).rejects.toMatchObject(refused);
    await expect(inspect(video, zipEnd)).rejects.toMatchObject(refused);
    await expect(inspect("GIF89a", video)).rejects.toMatchObject(refused);
    await expect(inspect(video.subarray(0, -1))).rejects.toMatchObject(refused);
  },
);

it("refuses an archive, a PDF or a page in a box of its own", async () => {
  const video = await smallVideo("mp4");
  await expect(inspect(video, box("free", zipEnd))).rejects.toMatchObject(refused);
  await expect(inspect(video, box("mdat", zipEnd))).rejects.toMatchObject(refused);
  await expect(inspect(video, box("evil", "x"))).rejects.toMatchObject(refused);
  await expect(inspect(box("free", "%PDF-1.7"), video)).rejects.toMatchObject(refused);
  const [fileType, rest] = [video.subarray(0, video[3]), video.subarray(video[3])];
  expect(await inspect(fileType, box("free", "room for later"), rest)).toMatchObject({ kind: "mp4" });
  await expect(inspect(fileType, box("free", "<html>"), rest)).rejects.toMatchObject(refused);
  await expect(inspect(fileType, box("free", Buffer.alloc(5_000_000)), rest)).rejects.toMatchObject(refused);
});

it("refuses a webm that carries an attached file", async () => {
  const video = Buffer.from(await smallVideo("webm"));
  const attachment = Buffer.from([0x19, 0x41, 0xa4, 0x69, 0x84, 1, 2, 3, 4]);
  // The Segment's size made unknown (all ones), so that what is behind it belongs to it.
  const at = video.indexOf(Buffer.from([0x18, 0x53, 0x80, 0x67])) + 4;
  const sizeLength = Math.clz32(video[at]!) - 23;
  video.fill(0xff, at, at + sizeLength);
  video[at] = 2 ** (9 - sizeLength) - 1;
  expect(await inspect(video)).toMatchObject({ kind: "webm" });
  await expect(inspect(video, attachment)).rejects.toMatchObject(refused);
});

it("refuses a video that lasts longer than a session can", async () => {
  await expect(inspect(await smallVideo("mp4", 1_801))).rejects.toMatchObject(refused);
});
