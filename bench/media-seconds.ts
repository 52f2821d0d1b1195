import type { Page } from "@playwright/test";

export interface EndedSecond {
  second: number;
  /** When the viewer's screen passed the end of this media second; ms since 1970, this machine's clock. */
  endedAtMs: number;
}

/** Report each media second of the page's film as it ends, from the frames that the browser presents. */
export async function onMediaSecondEnd(page: Page, listener: (ended: EndedSecond) => void): Promise<void> {
  await page.exposeFunction("mediaSecondEnded", (second: number, endedAtMs: number) =>
    listener({ second, endedAtMs }),
  );
  await page.addInitScript(watchFilm);
}

declare global {
  interface Window {
    mediaSecondEnded(second: number, endedAtMs: number): Promise<void>;
  }
}

/** Runs in the page, so it uses nothing from outside itself. */
function watchFilm(): void {
  const watched = new WeakSet<HTMLVideoElement>();
  const watch = (video: HTMLVideoElement) => {
    if (watched.has(video)) return;
    watched.add(video);
    let reported = 0;
    const reportUntil = (mediaMs: number, atMs: number) => {
      for (; (reported + 1) * 1000 <= mediaMs; reported++) {
        window.mediaSecondEnded(reported, atMs - (mediaMs - (reported + 1) * 1000));
      }
    };
    const onFrame = (_now: number, frame: VideoFrameCallbackMetadata) => {
      // A frame that is late on the screen belongs to the moment it was presented, not to this callback.
      reportUntil(frame.mediaTime * 1000, Date.now() - (performance.now() - frame.presentationTime));
      video.requestVideoFrameCallback(onFrame);
    };
    video.requestVideoFrameCallback(onFrame);
    video.addEventListener("ended", () => reportUntil(Math.round(video.duration) * 1000, Date.now()));
  };
  const look = () => {
    const video = document.querySelector<HTMLVideoElement>("[data-testid=stimulus]");
    if (video) watch(video);
  };
  new MutationObserver(look).observe(document, { childList: true, subtree: true });
}
