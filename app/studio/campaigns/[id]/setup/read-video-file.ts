import { MAX_STIMULUS_SECONDS } from "#lib/protocol/limits.ts";

/** What the browser itself sees in a file. */
export interface VideoFacts {
  durationMs: number;
  width: number;
  height: number;
  /** A JPEG of a moment early in the film, in base64. */
  thumbnail: string;
}

/** The file cannot be used; `message` is for the person who chose it. */
export class UnusableFileError extends Error {
  override readonly name = "UnusableFileError";
}

const PATIENCE_MS = 20_000;
const THUMBNAIL_WIDTH = 480;
const THUMBNAIL_QUALITY = 0.8;
/** Behind the black that many films begin with. */
const THUMBNAIL_AT = 0.2;
/** Beyond the end of any video: seeking there makes the browser find the end. */
const FAR_SECONDS = 1e7;

/**
 * Plays a little of the file here, before anything is sent: its duration, its size and a still picture. Throws
 * UnusableFileError when this browser cannot play it.
 */
export async function readVideoFile(file: File): Promise<VideoFacts> {
  const video = document.createElement("video");
  const address = URL.createObjectURL(file);
  try {
    video.muted = true;
    video.playsInline = true;
    video.preload = "auto";
    video.src = address;
    await happens(video, "loadeddata");
    if (video.videoWidth === 0) throw new UnusableFileError("There is no picture in this file.");
    const seconds = await durationOf(video);
    if (seconds > MAX_STIMULUS_SECONDS) {
      throw new UnusableFileError(`A video lasts at most ${MAX_STIMULUS_SECONDS / 60} minutes.`);
    }
    await seek(video, seconds * THUMBNAIL_AT);
    return {
      durationMs: Math.round(seconds * 1000),
      width: video.videoWidth,
      height: video.videoHeight,
      thumbnail: await still(video),
    };
  } finally {
    video.removeAttribute("src");
    video.load();
    URL.revokeObjectURL(address);
  }
}

/** A live recording does not state its duration; the browser finds it at the end. */
async function durationOf(video: HTMLVideoElement): Promise<number> {
  if (!Number.isFinite(video.duration)) await seek(video, FAR_SECONDS);
  const seconds = Number.isFinite(video.duration) ? video.duration : video.currentTime;
  if (seconds < 1) throw new UnusableFileError("A video lasts at least one second.");
  return seconds;
}

async function seek(video: HTMLVideoElement, seconds: number): Promise<void> {
  const sought = happens(video, "seeked");
  video.currentTime = seconds;
  await sought;
}

async function still(video: HTMLVideoElement): Promise<string> {
  const canvas = document.createElement("canvas");
  canvas.width = Math.min(THUMBNAIL_WIDTH, video.videoWidth);
  canvas.height = Math.max(1, Math.round((canvas.width * video.videoHeight) / video.videoWidth));
  canvas.getContext("2d")?.drawImage(video, 0, 0, canvas.width, canvas.height);
  return canvas.toDataURL("image/jpeg", THUMBNAIL_QUALITY).split(",")[1] ?? "";
}

function happens(video: HTMLVideoElement, event: "loadeddata" | "seeked"): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(
      () => finish(() => reject(new UnusableFileError("This file takes too long to open here."))),
      PATIENCE_MS,
    );
    const onEvent = () => finish(resolve);
    const onError = () =>
      finish(() =>
        reject(new UnusableFileError("This browser cannot play the file. Use an mp4 (H.264) or a webm.")),
      );
    function finish(end: () => void): void {
      clearTimeout(timer);
      video.removeEventListener(event, onEvent);
      video.removeEventListener("error", onError);
      end();
    }
    video.addEventListener(event, onEvent);
    video.addEventListener("error", onError);
  });
}
