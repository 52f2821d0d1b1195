import type { EngineAddresses } from "#lib/capture/detect-messages.ts";
import { faceToSample } from "#lib/capture/face-to-sample.ts";
import type { Analysis, Subject } from "./subject.ts";

/** What a program outside the browser calls, by `page.evaluate`. */
export interface EnginePage {
  start(name: string, addresses: EngineAddresses): Promise<void>;
  still(name: string, url: string): Promise<Analysis & { ms: number }>;
  video(name: string, url: string, framesPerSecond: number): Promise<Timeline>;
  /**
   * Runs a subject on frames of the photograph, one in flight, each a little further to the side: at a camera's rate
   * as far as it keeps up, or, without a rate, as fast as they are answered.
   */
  frames(name: string, url: string, count: number, rate: number | null): Promise<FramesRun>;
}

export interface FramesRun {
  ms: number;
  detected: number;
}

export interface Timeline {
  rows: TimelineRow[];
  /** Why the rest of the video could not be read; null where it was read to its end. */
  problem: string | null;
}

export interface TimelineRow {
  timeMs: number;
  state: string;
  scores: readonly number[] | null;
}

declare global {
  interface Window {
    enginePage?: EnginePage;
  }
}

const FRAME = { width: 640, height: 480 };
const SWAY_PX = 12;
const LONGEST_SEEK_MS = 20_000;

/** Puts the tools into the page for the subjects that it can start. */
export function installPage(makers: Record<string, (addresses: EngineAddresses) => Promise<Subject>>): void {
  const subjects = new Map<string, Subject>();
  const subject = (name: string) => {
    const found = subjects.get(name);
    if (!found) throw new Error(`${name} has not started`);
    return found;
  };
  window.enginePage = {
    async start(name, addresses) {
      const make = makers[name];
      if (!make) throw new Error(`no subject ${name}`);
      subjects.set(name, await make(addresses));
    },
    async still(name, url) {
      const image = await decode(url);
      const startMs = performance.now();
      const { scores, observation } = await subject(name).analyse(image, true);
      return { scores, observation, ms: performance.now() - startMs };
    },
    async video(name, url, framesPerSecond) {
      const video = await openVideo(url);
      const rows: TimelineRow[] = [];
      const frames = Math.floor(video.duration * framesPerSecond);
      for (let frame = 0; frame < frames; frame++) {
        const timeMs = Math.round((frame * 1000) / framesPerSecond);
        const problem = await seek(video, timeMs / 1000);
        if (problem !== null) return { rows, problem };
        const { observation } = await subject(name).analyse(await createImageBitmap(video), false);
        if (!observation) throw new Error("this engine tells no states");
        const { state, scores } = faceToSample(observation, null);
        rows.push({ timeMs, state, scores });
      }
      return { rows, problem: null };
    },
    async frames(name, url, count, rate) {
      const photo = await decode(url);
      const canvas = document.createElement("canvas");
      Object.assign(canvas, FRAME);
      const pen = canvas.getContext("2d", { alpha: false, willReadFrequently: true });
      if (!pen) throw new Error("no 2d canvas");
      let detected = 0;
      const startMs = performance.now();
      for (let frame = 0; frame < count; frame++) {
        const swayPx = (SWAY_PX * (1 + Math.sin(frame / 7))) / 2;
        pen.drawImage(photo, -swayPx, 0, FRAME.width + SWAY_PX, FRAME.height + 9);
        const { scores } = await subject(name).analyse(await createImageBitmap(canvas), false);
        if (scores) detected++;
        const dueMs = rate === null ? 0 : startMs + ((frame + 1) * 1000) / rate - performance.now();
        if (dueMs > 0) await new Promise((resolve) => setTimeout(resolve, dueMs));
      }
      photo.close();
      return { ms: performance.now() - startMs, detected };
    },
  };
}

async function decode(url: string): Promise<ImageBitmap> {
  return createImageBitmap(await (await fetch(url)).blob());
}

async function openVideo(url: string): Promise<HTMLVideoElement> {
  // Held in memory, so that every position can be sought.
  const source = URL.createObjectURL(new Blob([await (await fetch(url)).arrayBuffer()]));
  const video = document.createElement("video");
  video.muted = true;
  video.preload = "auto";
  await new Promise<void>((resolve, reject) => {
    video.onloadeddata = () => resolve();
    video.onerror = () => reject(new Error(undecodable(video)));
    video.src = source;
  });
  if (video.videoWidth === 0) throw new Error("it has no pictures");
  // What a browser recorded tells its length only to who asks for a moment after it.
  if (!Number.isFinite(video.duration)) await seek(video, Number.MAX_SAFE_INTEGER);
  if (!Number.isFinite(video.duration)) throw new Error("its length is not known");
  return video;
}

/** Null once the picture of that moment is there, else why it cannot be. A damaged file may also say nothing at all. */
function seek(video: HTMLVideoElement, seconds: number): Promise<string | null> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve("no answer from the decoder"), LONGEST_SEEK_MS);
    const settle = (problem: string | null) => {
      clearTimeout(timer);
      resolve(problem);
    };
    video.onseeked = () => settle(null);
    video.onerror = () => settle(undecodable(video));
    video.currentTime = seconds;
  });
}

function undecodable({ error }: HTMLVideoElement): string {
  return `it cannot be decoded${error?.message ? ` (${error.message})` : ""}`;
}
