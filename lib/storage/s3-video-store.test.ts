import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { buffer, text } from "node:stream/consumers";
import S3rver from "@20minutes/s3rver";
import { afterAll, beforeAll, expect, it } from "vitest";
import { storedFile } from "#lib/http/stored-file.ts";
import { freePort } from "#lib/testing/free-port.ts";
import { type S3Settings, s3VideoStore, VideoStoreUnavailableError } from "./s3-video-store.ts";

// Its own fixed pair, against which it checks every signature.
const KEYS = { accessKeyId: "S3RVER", secretAccessKey: "S3RVER" };

let folder: string;
let server: S3rver;
let settings: S3Settings;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "reactline-s3-"));
  server = new S3rver({
    port: 0,
    address: "127.0.0.1",
    silent: true,
    directory: path.join(folder, "bucket"),
    configureBuckets: [{ name: "films", configs: [] }],
  });
  const { port } = await server.run();
  settings = { url: `http://127.0.0.1:${port}/films/reactline/`, region: "us-east-1", ...KEYS };
});
afterAll(async () => {
  await server.close();
  await rm(folder, { recursive: true, force: true });
});

it("takes a finished upload over, gives any part of it back, and removes it", async () => {
  const store = s3VideoStore(settings);
  await store.check();
  const upload = path.join(folder, "upload");
  // More than one chunk of a stream.
  const bytes = Buffer.from(Array.from({ length: 300_000 }, (_, index) => index % 251));
  await writeFile(upload, bytes);
  const name = await store.adopt(upload, "mp4");
  expect(name).toMatch(/^[0-9a-f]{32}\.mp4$/);
  expect(await readdir(folder)).not.toContain("upload");
  expect(await store.size(name)).toBe(bytes.length);
  expect((await buffer(store.read(name, 0, bytes.length - 1))).equals(bytes)).toBe(true);
  expect((await buffer(store.read(name, 100_000, 200_000))).equals(bytes.subarray(100_000, 200_001))).toBe(
    true,
  );
  await store.remove(name);
  await store.remove(name);
  expect(await store.size(name)).toBeNull();
  await expect(text(store.read(name, 0, 5))).rejects.toThrow("404 (NoSuchKey)");
});

it("serves a player's ranges through the same route as the local folder", async () => {
  const store = s3VideoStore(settings);
  const name = await store.put(Buffer.from("0123456789"), "webm");
  const ask = (range: string) =>
    storedFile(new Request("http://localhost/x", { headers: { range } }), store, {
      name,
      contentType: "video/webm",
    });
  const part = await ask("bytes=2-4");
  expect([part.status, part.headers.get("content-range"), await part.text()]).toEqual([
    206,
    "bytes 2-4/10",
    "234",
  ]);
  expect((await ask("bytes=10-")).status).toBe(416);
});

it("stops the transfer when nobody reads on", async () => {
  const store = s3VideoStore(settings);
  const name = await store.put(Buffer.alloc(4_000_000), "mp4");
  const stream = store.read(name, 0, 3_999_999);
  await new Promise((resolve) => stream.once("data", resolve));
  const closed = new Promise((resolve) => stream.once("close", resolve));
  stream.destroy();
  await closed;
});

it("lists what it keeps in its own folder of the bucket", async () => {
  // All on one page: the test server cannot make the tokens that lead to another.
  const settingsOfAnother = { ...settings, url: settings.url.replace("reactline/", "listed") };
  const [store, other] = [s3VideoStore(settingsOfAnother), s3VideoStore(settings)];
  const kept = new Set<string>();
  for (let index = 0; index < 5; index++) kept.add(await store.put(Buffer.of(index), "jpg"));
  await other.put(Buffer.of(9), "jpg");
  const listed = new Map<string, Date>();
  for await (const { name, modifiedAt } of store.list()) listed.set(name, modifiedAt);
  expect(new Set(listed.keys())).toEqual(kept);
  for (const at of listed.values()) expect(Math.abs(Date.now() - at.getTime())).toBeLessThan(60_000);
});

it("asks the bucket for no name but its own", async () => {
  const store = s3VideoStore(settings);
  for (const trick of ["../secret", "..%2fsecret", "", "/", "?list-type=2"]) {
    expect(await store.size(trick), trick).toBeNull();
    expect(() => store.read(trick, 0, 5), trick).toThrow(RangeError);
    await expect(store.remove(trick), trick).rejects.toThrow(RangeError);
  }
});

it.each([
  ["a wrong key", { secretAccessKey: "wrong" }, "403"],
  ["a bucket that is not there", { url: "BUCKET" }, "404"],
  ["nobody who listens", { url: "FREE" }, "ECONNREFUSED"],
])("says in a sentence what is wrong with %s", async (_, wrong: Partial<S3Settings>, reason) => {
  const urls: Record<string, string> = {
    BUCKET: settings.url.replace("films", "absent"),
    FREE: `http://127.0.0.1:${await freePort()}/films`,
  };
  const url = urls[wrong.url ?? ""] ?? settings.url;
  const checked = s3VideoStore({ ...settings, ...wrong, url }).check();
  await expect(checked).rejects.toThrow(VideoStoreUnavailableError);
  await expect(checked).rejects.toThrow(reason);
  await expect(checked).rejects.toThrow("S3_URL");
});
