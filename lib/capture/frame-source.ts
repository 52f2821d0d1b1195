import type { CapturedFrame } from "./frame-pump.ts";

export type CameraImage = VideoFrame | ImageBitmap;

export interface FrameSourceOptions {
  stream: MediaStream;
  track: MediaStreamTrack;
  /** Whether a frame captured then is wanted; others are not made or closed at once. */
  isDue(captureMs: number): boolean;
  onFrame(frame: CapturedFrame<CameraImage>): void;
  /** The stream of frames broke; no more will come. */
  onBroken(error: unknown): void;
}

/** A capture time further back than this is of another clock; the time of arrival is then used. */
const OLDEST_CAPTURE_MS = 2000;

/** Starts reading camera frames; returns the function that ends it. */
export function startFrameSource(options: FrameSourceOptions): () => void {
  return typeof MediaStreamTrackProcessor === "function" ? readTrack(options) : readVideo(options);
}

/** The camera's own capture time where the browser gives it on the page's clock, else the time of arrival. */
export function captureTime(captureMs: number | undefined, nowMs: number): number {
  if (captureMs === undefined || !Number.isFinite(captureMs)) return nowMs;
  return captureMs <= nowMs && captureMs > nowMs - OLDEST_CAPTURE_MS ? captureMs : nowMs;
}

function readTrack(options: FrameSourceOptions): () => void {
  // TypeScript's library leaves out the track: https://w3c.github.io/mediacapture-transform/
  const init: MediaStreamTrackProcessorInit & { track: MediaStreamTrack } = {
    track: options.track,
    maxBufferSize: 1,
  };
  const reader = new MediaStreamTrackProcessor(init).readable.getReader();
  let stopped = false;
  const read = async () => {
    while (!stopped) {
      const { value: image, done } = await reader.read();
      if (done) return;
      const captureMs = captureTime(frameCaptureTime(image), performance.now());
      if (stopped || !options.isDue(captureMs)) image.close();
      else options.onFrame({ image, captureMs });
    }
  };
  read().catch((error: unknown) => {
    if (!stopped) options.onBroken(error);
  });
  return () => {
    stopped = true;
    reader.cancel().catch(() => undefined);
  };
}

// Young in the standard and absent from TypeScript's library: https://w3c.github.io/mediacapture-extensions/
function frameCaptureTime(frame: VideoFrame): number | undefined {
  const read: unknown = Reflect.get(frame, "metadata");
  if (typeof read !== "function") return undefined;
  const metadata: unknown = read.call(frame);
  if (typeof metadata !== "object" || metadata === null) return undefined;
  const captureMs: unknown = Reflect.get(metadata, "captureTime");
  return typeof captureMs === "number" ? captureMs : undefined;
}

function readVideo(options: FrameSourceOptions): () => void {
  const video = document.createElement("video");
  video.muted = true;
  video.playsInline = true;
  video.srcObject = options.stream;
  video.play().catch(options.onBroken);
  let stopped = false;
  const take = async (captureMs: number) => {
    if (!options.isDue(captureMs)) return;
    const image = await createImageBitmap(video);
    if (stopped) image.close();
    else options.onFrame({ image, captureMs });
  };
  const next = (then: (captureMs: number) => void) => {
    if (typeof video.requestVideoFrameCallback === "function") {
      video.requestVideoFrameCallback((nowMs, metadata) => then(captureTime(metadata.captureTime, nowMs)));
    } else {
      requestAnimationFrame((nowMs) => then(nowMs));
    }
  };
  next(function onFrame(captureMs) {
    if (stopped) return;
    if (video.readyState >= HTMLMediaElement.HAVE_CURRENT_DATA) take(captureMs).catch(options.onBroken);
    next(onFrame);
  });
  return () => {
    stopped = true;
    video.pause();
    video.srcObject = null;
  };
}
