import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Browser } from "@playwright/test";
import { median } from "simple-statistics";
import { SAMPLES_PER_SECOND } from "#lib/protocol/limits.ts";
import { faceJpeg } from "#lib/testing/face-crops.ts";
import { writeFaceClip } from "#lib/testing/test-clip.ts";
import { launchBrowser, openSubject, type SubjectName } from "./engine/browser.ts";
import { type EngineSite, engineAddresses, openEngineSite } from "./engine/site.ts";
import { machine, versions } from "./machine.ts";
import { browserCpuMs, rendererMemoryMb } from "./process-tree.ts";

/** Frames of each subject in a round: four seconds of ours and of the floor, two looks of the detector; peers get fewer. */
const FRAMES: Record<SubjectName, number> = { ours: 60, direct: 60, human: 30, "face-api": 30 };
/** Frames in a row without a pause, for the rate that can be sustained. */
const FAST_FRAMES = 45;
const ROUNDS = 5;
const WARM_UP_FRAMES = 10;
const FILM = fileURLToPath(new URL("../public/demo/halden.mp4", import.meta.url));
const PLAY_SECONDS = 6;
const PLAYS = 2;
const COLD_STARTS = 3;

/**
 * What measuring costs the viewer's machine. CPU is that of all browser processes, over frames of a face of 640x480
 * that come at the viewer's rate; the four take turns, so that what else the machine does falls on all.
 */
export async function run(): Promise<object> {
  const measuredOn = machine();
  const folder = mkdtempSync(join(tmpdir(), "reactline-bench-"));
  const photo = join(folder, "face.jpg");
  const clip = join(folder, "face.y4m");
  writeFileSync(photo, await faceJpeg("laughing"));
  await writeFaceClip(clip, "laughing");
  const site = await openEngineSite();
  const browser = await launchBrowser([
    "--use-fake-ui-for-media-stream",
    "--use-fake-device-for-media-stream",
    `--use-file-for-fake-video-capture=${clip}`,
  ]);
  try {
    const start = await coldStarts(browser, site);
    console.log(
      `First sample ${start.coldStartMs} ms after the camera opened; models ${start.modelBytes} bytes.`,
    );
    const film = await filmPlays(browser, site);
    console.log(`The film's frame rate with measuring: ${film.videoFpsRatio} of that without.`);
    const cost = await cpuRounds(browser, site, site.serve(photo));
    console.log(
      `${cost.cpuMsPerFrame} ms a frame: ${cost.ratioToDirect} of the floor; Human's default ${cost.ratioHumanDefault}, face-api ${cost.ratioFaceApi} of ours.`,
    );
    const used = versions("@vladmandic/human", "@vladmandic/face-api", "@tensorflow/tfjs-backend-wasm");
    return {
      bench: "capture",
      ...cost,
      ...film,
      ...start,
      machine: measuredOn,
      versions: { ...used, chromium: browser.version() },
    };
  } finally {
    await browser.close();
    await site.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function cpuRounds(browser: Browser, site: EngineSite, url: string) {
  const names: SubjectName[] = ["ours", "direct", "human", "face-api"];
  const idleMb = await startedMemoryMb(browser, site, url);
  const pages = new Map<SubjectName, Awaited<ReturnType<typeof openSubject>>>();
  for (const name of names) pages.set(name, await openSubject(browser, site, name));
  const frames = async (name: SubjectName, count: number, rate: number | null = SAMPLES_PER_SECOND) => {
    const page = pages.get(name);
    await page?.bringToFront();
    const ran = await page?.evaluate(
      ([subject, photo, n, perSecond]) => window.enginePage?.frames(subject, photo, n, perSecond),
      [name, url, count, rate] as const,
    );
    if (!ran || (name !== "direct" && ran.detected < count * 0.9)) throw new Error(`${name} lost the face`);
    return ran.ms;
  };
  for (const name of names) await frames(name, WARM_UP_FRAMES);
  const cpu = new Map<SubjectName, number[]>(names.map((name) => [name, []]));
  const oursPerSecond: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    // Another one begins each round.
    for (const name of [...names.slice(round % names.length), ...names.slice(0, round % names.length)]) {
      const before = browserCpuMs();
      await frames(name, FRAMES[name]);
      cpu.get(name)?.push((browserCpuMs() - before) / FRAMES[name]);
    }
    oursPerSecond.push((FAST_FRAMES * 1000) / (await frames("ours", FAST_FRAMES, null)));
  }
  for (const page of pages.values()) await page.close();
  const of = (name: SubjectName) => cpu.get(name) ?? [];
  const ratio = (name: SubjectName, over: SubjectName) =>
    rounded(median(of(name).map((value, round) => value / (of(over)[round] ?? Number.NaN))));
  return {
    cpuMsPerFrame: rounded(median(of("ours"))),
    ratioToDirect: ratio("ours", "direct"),
    ratioHumanDefault: ratio("human", "ours"),
    ratioFaceApi: ratio("face-api", "ours"),
    inferencesPerSecond: rounded(median(oursPerSecond)),
    workerMemoryMb: idleMb,
    cpuMsPerFrameOf: Object.fromEntries(names.map((name) => [name, rounded(median(of(name)))])),
    n: { rounds: ROUNDS, frames: FRAMES },
  };
}

/** What the renderer's own memory grows by when the engine starts and works. */
async function startedMemoryMb(browser: Browser, site: EngineSite, url: string): Promise<number> {
  const page = await browser.newPage();
  await page.goto(site.url);
  await page.waitForFunction(() => window.enginePage !== undefined);
  const beforeMb = rendererMemoryMb();
  await page.evaluate((addresses) => window.enginePage?.start("ours", addresses), engineAddresses());
  await page.evaluate((photo) => window.enginePage?.frames("ours", photo, 60, null), url);
  const grownMb = rendererMemoryMb() - beforeMb;
  await page.close();
  return rounded(grownMb);
}

/** Fresh contexts, so that models and runtime come over the wire each time. */
async function coldStarts(browser: Browser, site: EngineSite) {
  const times: number[] = [];
  let modelBytes = 0;
  let runtimeBytes = 0;
  for (let i = 0; i < COLD_STARTS; i++) {
    site.takeModelBytes();
    const { page, close } = await viewerPage(browser, site);
    const opened = await page.evaluate((addresses) => window.viewerPage?.open(addresses), engineAddresses());
    if (!opened) throw new Error("the viewer's page was lost");
    times.push(opened.firstSampleMs);
    ({ models: modelBytes, runtime: runtimeBytes } = site.takeModelBytes());
    await close();
  }
  return { coldStartMs: Math.round(median(times)), modelBytes, runtimeBytes };
}

/** The film alone and with camera and engine beside it, by turns. */
async function filmPlays(browser: Browser, site: EngineSite) {
  const url = site.serve(FILM);
  const { page, close } = await viewerPage(browser, site);
  const play = async () => {
    const played = await page.evaluate(([film, seconds]) => window.viewerPage?.play(film, seconds), [
      url,
      PLAY_SECONDS,
    ] as const);
    if (!played) throw new Error("the viewer's page was lost");
    return played;
  };
  const alone: Awaited<ReturnType<typeof play>>[] = [];
  const measured: Awaited<ReturnType<typeof play>>[] = [];
  for (let i = 0; i < PLAYS; i++) {
    alone.push(await play());
    await page.evaluate((addresses) => window.viewerPage?.open(addresses), engineAddresses());
    measured.push(await play());
    await page.evaluate(() => window.viewerPage?.close());
  }
  await close();
  const of = (plays: typeof alone, what: keyof (typeof alone)[number]) =>
    median(plays.map((each) => each[what]));
  return {
    videoFpsRatio: rounded(of(measured, "presentedFps") / of(alone, "presentedFps")),
    longTaskMsPerSecond: rounded(of(measured, "longTaskMsPerSecond")),
    longTaskMsPerSecondAlone: rounded(of(alone, "longTaskMsPerSecond")),
    filmFps: rounded(of(alone, "presentedFps")),
    samplesPerSecond: rounded(of(measured, "samplesPerSecond")),
  };
}

async function viewerPage(browser: Browser, site: EngineSite) {
  const context = await browser.newContext({ permissions: ["camera"] });
  const page = await context.newPage();
  await page.goto(`${site.url}/viewer`);
  await page.waitForFunction(() => window.viewerPage !== undefined);
  return { page, close: () => context.close() };
}

function rounded(value: number): number {
  return Math.round(value * 100) / 100;
}
