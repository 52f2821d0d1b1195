import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { text } from "node:stream/consumers";
import { afterEach, beforeEach, expect, it } from "vitest";
import { localVideoStore } from "./video-store.ts";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "video-store-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

it("keeps what it is given under a name of its own making, and gives back any part of it", async () => {
  const store = localVideoStore(path.join(folder, "videos"));
  const upload = path.join(folder, "holiday ../ film.mp4".replace("/", "_"));
  await writeFile(upload, "0123456789");
  const name = await store.adopt(upload, "mp4");
  expect(name).toMatch(/^[0-9a-f]{32}\.mp4$/);
  expect(await readdir(folder)).toEqual(["videos"]);
  expect(await store.size(name)).toBe(10);
  expect(await text(store.read(name, 2, 4))).toBe("234");
  await store.remove(name);
  await store.remove(name);
  expect(await store.size(name)).toBeNull();
});

it("reaches nothing outside its folder, whatever the name", async () => {
  await writeFile(path.join(folder, "secret"), "secret");
  const store = localVideoStore(path.join(folder, "videos"));
  const kept = await store.put(Buffer.from("x"), "jpg");
  const tricks = [
    "../secret",
    "..\\secret",
    "/etc/passwd",
    `${kept}/../../secret`,
    `${kept}\0`,
    "",
    ".",
    kept.toUpperCase(),
  ];
  for (const trick of tricks) {
    expect(await store.size(trick), trick).toBeNull();
    expect(() => store.read(trick, 0, 5), trick).toThrow(RangeError);
    expect(() => store.remove(trick), trick).toThrow(RangeError);
  }
  expect(await readFile(path.join(folder, "secret"), "utf8")).toBe("secret");
});
