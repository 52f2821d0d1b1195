import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "@playwright/test";
import sharp from "sharp";
import { faceJpeg } from "#lib/testing/face-crops.ts";

const ROOT = fileURLToPath(new URL("..", import.meta.url));

function evaluate(...args: string[]) {
  const ran = spawnSync(process.execPath, ["--import", "tsx", "bench/eval/run.ts", ...args], {
    cwd: ROOT,
    encoding: "utf8",
    timeout: 120_000,
  });
  return { status: ran.status, stdout: ran.stdout.trim(), stderr: ran.stderr };
}

let folder = "";
test.beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "reactline-eval-"));
});
test.afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A laughing face cut out as tightly as the sets of 48x48 grey faces are, its own pixels only. */
function tightFace(): Promise<Buffer> {
  const photo = join(ROOT, "node_modules/@vladmandic/face-api/demo/sample1.jpg");
  return sharp(photo)
    .extract({ left: 1445, top: 195, width: 245, height: 245 })
    .resize(48, 48)
    .greyscale()
    .png()
    .toBuffer();
}

test("the viewer's engine is evaluated on a folder of images, good files with bad ones among them", async () => {
  writeFileSync(join(folder, "calm.jpg"), await faceJpeg("calm"));
  writeFileSync(join(folder, "laughing.jpg"), await faceJpeg("laughing"));
  writeFileSync(join(folder, "tight.png"), await tightFace());
  writeFileSync(join(folder, "broken.jpg"), "no image at all");
  const labels = join(folder, "labels.csv");
  writeFileSync(
    labels,
    "file,label,source\ncalm.jpg,neutral,x\nlaughing.jpg,Happiness,x\ntight.png,happy,x\n" +
      "broken.jpg,happy,x\nmissing.jpg,happy,x\ncalm.jpg,contempt,x\n",
  );
  const out = join(folder, "rows.csv");
  const { status, stdout, stderr } = evaluate("--images", folder, "--labels", labels, "--out", out);
  expect(status, stderr).toBe(0);
  for (const named of [
    /broken\.jpg: not an image/,
    /missing\.jpg: not found/,
    /calm\.jpg: the label "contempt"/,
  ]) {
    expect(stderr).toMatch(named);
  }
  const figures = JSON.parse(stdout);
  expect(figures).toMatchObject({ n: 3, detected: 3, accuracy: 1, perClassRecall: { happy: 1, neutral: 1 } });
  expect(readFileSync(out, "utf8").trim().split("\n")).toHaveLength(4);
});

test("a video that cannot be decoded is named, and nothing else is printed", () => {
  const video = join(folder, "broken.mp4");
  writeFileSync(video, "no video at all");
  const { status, stdout, stderr } = evaluate("--video", video);
  expect(status).toBe(1);
  expect(stderr).toContain(`${video} cannot be evaluated`);
  expect(stdout).toBe("");
});
