import { spawn } from "node:child_process";
import { mkdtemp, readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, test } from "vitest";
import { DataDirLockedError, lockDataDir } from "./lock-file.ts";

const folder = () => mkdtemp(path.join(tmpdir(), "reactline-lock-"));

test("a second holder in the same process is refused until the first lets go", async () => {
  const dir = await folder();
  const release = await lockDataDir(dir);
  await expect(lockDataDir(dir)).rejects.toThrow(DataDirLockedError);
  await release();
  await (await lockDataDir(dir))();
});

test("a folder held by another running process is refused, and the error names it", async () => {
  const dir = await folder();
  const other = spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"]);
  try {
    await writeFile(path.join(dir, "reactline.lock"), String(other.pid));
    await expect(lockDataDir(dir)).rejects.toThrow(`process ${other.pid}`);
  } finally {
    other.kill("SIGKILL");
  }
});

test("a lock left by a crashed process is taken over", async () => {
  const dir = await folder();
  const gone = spawn(process.execPath, ["-e", ""]);
  await new Promise((resolve) => gone.once("exit", resolve));
  await writeFile(path.join(dir, "reactline.lock"), String(gone.pid));
  const release = await lockDataDir(dir);
  expect(await readFile(path.join(dir, "reactline.lock"), "utf8")).toBe(String(process.pid));
  await release();
});
