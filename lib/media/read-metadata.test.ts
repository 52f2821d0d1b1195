import { spawnSync } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { endlessVideo } from "#lib/testing/endless-video.ts";
import { smallVideo } from "#lib/testing/small-video.ts";
import { inspectVideo } from "./inspect-video.ts";
import { readMetadata } from "./read-metadata.ts";

let folder: string;
let good: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "read-metadata-"));
  good = await written("good", await smallVideo("mp4"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function written(name: string, content: Uint8Array): Promise<string> {
  const file = path.join(folder, name);
  await writeFile(file, content);
  return file;
}

/** Programs that a process has started and that have not ended. */
function childrenOf(pid: number): number[] {
  const { stdout } = spawnSync("pgrep", ["-P", String(pid), "-f", "print-metadata"], { encoding: "utf8" });
  return stdout.split("\n").filter(Boolean).map(Number);
}

const refused = { code: "unusable-video" };

it.each(["pssh", "keys"] as const)(
  "a file whose %s never end is refused, the server goes on meanwhile, and the next film is taken",
  async (list) => {
    const content = endlessVideo(list);
    expect(content.length).toBeLessThan(256);
    let turns = 0;
    const everyTurn = setInterval(() => turns++, 10);
    await expect(inspectVideo(await written(list, content))).rejects.toMatchObject(refused);
    clearInterval(everyTurn);
    // To read it on the server's own thread would have been a single turn.
    expect(turns).toBeGreaterThan(10);
    expect(await inspectVideo(good)).toMatchObject({ kind: "mp4", durationMs: 2_000 });
  },
  60_000,
);

it("a file that takes seconds does not hold the server", async () => {
  const file = await written("long", endlessVideo("keys", 500_000));
  let turns = 0;
  const everyTurn = setInterval(() => turns++, 10);
  await expect(inspectVideo(file)).rejects.toMatchObject(refused);
  clearInterval(everyTurn);
  expect(turns).toBeGreaterThan(10);
});

it("a file that is not read in time is refused, with what to do", async () => {
  const reading = readMetadata(good, "mp4", 1);
  await expect(reading).rejects.toMatchObject({ ...refused, message: expect.stringContaining("again") });
});

it("a file that fills the memory its reader may have is refused for that", async () => {
  const reading = readMetadata(await written("large", endlessVideo("keys")), "mp4", 60_000);
  await expect(reading).rejects.toMatchObject({ ...refused, message: expect.stringContaining("memory") });
}, 60_000);

it("that the machine ended the reader, short of memory, is not said to be the film's fault", async () => {
  const reading = readMetadata(await written("ended", endlessVideo("pssh")), "mp4", 30_000);
  const ended = expect(reading).rejects.toMatchObject({ code: "no-memory" });
  const reader = await vi.waitFor(() => childrenOf(process.pid)[0] ?? Promise.reject(new Error("none yet")), {
    timeout: 10_000,
  });
  process.kill(reader, "SIGKILL");
  await ended;
}, 60_000);

it("films are read one at a time", async () => {
  const ended: string[] = [];
  const busy = await written("busy", endlessVideo("pssh"));
  const first = readMetadata(busy, "mp4", 4_000).catch(() => null);
  const second = readMetadata(good, "mp4");
  await Promise.all([first.then(() => ended.push("busy")), second.then(() => ended.push("good"))]);
  expect(ended).toEqual(["busy", "good"]);
});

it("only so many films wait", async () => {
  const answers = await Promise.allSettled(Array.from({ length: 18 }, () => readMetadata(good, "mp4", 1)));
  const codes = answers.map((answer) => (answer.status === "rejected" ? answer.reason.code : null));
  expect(codes).toEqual([...Array(16).fill("unusable-video"), "too-many", "too-many"]);
  expect(await readMetadata(good, "mp4")).toEqual({ hasPicture: true, codec: "vp9", seconds: 2 });
});

it("that a film could not be looked at for the server's own reasons is not said to be the film's fault", async () => {
  const elsewhere = process.cwd();
  process.chdir(folder);
  try {
    await expect(readMetadata(good, "mp4")).rejects.not.toMatchObject(refused);
  } finally {
    process.chdir(elsewhere);
  }
});
