import type { MediaClock } from "./media-clock.ts";

/**
 * Feeds a clock from a playing video: every presented frame where the browser tells of them
 * (requestVideoFrameCallback), else the position at each animation frame. Returns the function that stops it.
 * All times are the page's own `performance.now()`.
 */
export function followVideo(video: HTMLVideoElement, clock: MediaClock, durationMs: number): () => void {
  const detach = new AbortController();
  const on = (event: string, listener: () => void) =>
    video.addEventListener(event, listener, { signal: detach.signal });
  for (const event of ["waiting", "stalled", "pause", "emptied"]) {
    // "stalled" also comes while enough is buffered; then the next frame follows at once and little is lost.
    on(event, () => {
      if (!video.ended) clock.stand();
    });
  }
  on("ended", () => {
    clock.end(performance.now(), durationMs);
  });
  const stopFrames =
    typeof video.requestVideoFrameCallback === "function"
      ? followPresentedFrames(video, clock)
      : followAnimationFrames(video, clock);
  return () => {
    detach.abort();
    stopFrames();
  };
}

function followPresentedFrames(video: HTMLVideoElement, clock: MediaClock): () => void {
  let handle = video.requestVideoFrameCallback(function onFrame(_, metadata) {
    // A first frame that is shown before the start is no beginning.
    if (!video.paused) clock.mark(metadata.presentationTime, metadata.mediaTime * 1000);
    handle = video.requestVideoFrameCallback(onFrame);
  });
  return () => video.cancelVideoFrameCallback(handle);
}

function followAnimationFrames(video: HTMLVideoElement, clock: MediaClock): () => void {
  let lastMs = -1;
  let handle = requestAnimationFrame(function onFrame(nowMs) {
    const mediaMs = video.currentTime * 1000;
    if (mediaMs !== lastMs && !video.paused) clock.mark(nowMs, mediaMs);
    lastMs = mediaMs;
    handle = requestAnimationFrame(onFrame);
  });
  return () => cancelAnimationFrame(handle);
}
