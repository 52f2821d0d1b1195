/**
 * Draws the demo campaign's film and writes public/demo/halden.mp4 and its poster:
 *   node --import tsx lib/testing/demo-video/make-demo-video.ts [--frame N out.png]
 * Wants ffmpeg with libx264 on the path. The frames are drawn by a browser, for the product's own type family.
 */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFile, stat, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { chromium } from "@playwright/test";
import { findBrowser } from "#lib/testing/find-browser.mjs";
import { HEIGHT, WIDTH } from "./drawing.ts";
import { FRAME_COUNT, FRAMES_PER_SECOND, frameSvg } from "./film.ts";

const root = new URL("../../../", import.meta.url);
const film = fileURLToPath(new URL("public/demo/halden.mp4", root));
const poster = fileURLToPath(new URL("public/demo/halden.jpg", root));
/** Mira laughing, the cat beside her: what the film is about. */
const POSTER_FRAME = 19 * FRAMES_PER_SECOND + 10;
const MAX_BYTES = 3_000_000;

const font = await readFile(
  new URL("node_modules/@fontsource-variable/inter/files/inter-latin-wght-normal.woff2", root),
);
const program = await findBrowser();
if (program === null) throw new Error("no Chromium on this machine");
const browser = await chromium.launch({ executablePath: program, args: ["--no-sandbox"] });
const page = await browser.newPage({ viewport: { width: WIDTH, height: HEIGHT } });
await page.setContent(`<style>
  @font-face { font-family: Inter; font-weight: 100 900; src: url(data:font/woff2;base64,${font.toString("base64")}) }
  body { margin: 0; overflow: hidden } svg { display: block; font-family: Inter }
</style><svg width="${WIDTH}" height="${HEIGHT}" viewBox="0 0 ${WIDTH} ${HEIGHT}"><text>.</text></svg>`);
await page.evaluate(() => document.fonts.load("700 40px Inter"));

async function frame(index: number, type: "png" | "jpeg"): Promise<Buffer> {
  await page.locator("svg").evaluate((svg, inner) => {
    svg.innerHTML = inner;
  }, frameSvg(index));
  return page.screenshot(type === "png" ? { type } : { type, quality: 82 });
}

async function wholeFilm(): Promise<void> {
  const output = [
    "-c:v",
    "libx264",
    "-profile:v",
    "main",
    "-preset",
    "slow",
    "-crf",
    "24",
    "-pix_fmt",
    "yuv420p",
  ];
  const colour = [
    "-vf",
    "scale=out_color_matrix=bt709",
    "-colorspace",
    "bt709",
    "-color_primaries",
    "bt709",
    "-color_trc",
    "bt709",
  ];
  // A key frame a second: the studio's chart seeks to seconds.
  const container = [
    "-g",
    String(FRAMES_PER_SECOND),
    "-fflags",
    "+bitexact",
    "-flags:v",
    "+bitexact",
    "-movflags",
    "+faststart",
  ];
  const input = ["-f", "image2pipe", "-framerate", String(FRAMES_PER_SECOND), "-c:v", "png", "-i", "-"];
  const ffmpeg = spawn(
    "ffmpeg",
    ["-y", "-loglevel", "error", ...input, ...output, ...colour, ...container, film],
    {
      stdio: ["pipe", "inherit", "inherit"],
    },
  );
  for (let index = 0; index < FRAME_COUNT; index++) {
    if (!ffmpeg.stdin.write(await frame(index, "png"))) await once(ffmpeg.stdin, "drain");
    if (index % 90 === 89) console.log(`${index + 1} of ${FRAME_COUNT} frames`);
  }
  ffmpeg.stdin.end();
  const [code] = await once(ffmpeg, "close");
  if (code !== 0) throw new Error(`ffmpeg ended with ${code}`);
  await writeFile(poster, await frame(POSTER_FRAME, "jpeg"));
  const { size } = await stat(film);
  if (size >= MAX_BYTES) throw new Error(`the film has ${size} bytes, more than ${MAX_BYTES}`);
  console.log(`${film}: ${size} bytes`);
}

const [flag, index, out] = process.argv.slice(2);
if (flag === "--frame") await writeFile(out ?? "frame.png", await frame(Number(index), "png"));
else await wholeFilm();
await browser.close();
