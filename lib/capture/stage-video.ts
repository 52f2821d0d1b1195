import type { Stimulus } from "#lib/protocol/session-api.ts";

/** The page's video element, which comes and goes with the steps that show it. */
export class StageVideo {
  #element: HTMLVideoElement | null = null;
  #onElement: (() => void) | null = null;

  /** Null when it goes. What is to be shown is fetched at once, while the viewer calibrates. */
  attach(element: HTMLVideoElement | null, stimulus: Stimulus | null): void {
    this.#element = element;
    if (!element) return;
    if (stimulus) load(element, stimulus);
    this.#onElement?.();
  }

  /** The element with a stimulus in it; it is waited for. Rejects when `signal` aborts first. */
  async showing(stimulus: Stimulus, signal: AbortSignal): Promise<HTMLVideoElement> {
    const element = await new Promise<HTMLVideoElement>((resolve, reject) => {
      this.#onElement = () => {
        if (this.#element) resolve(this.#element);
      };
      this.#onElement();
      signal.addEventListener("abort", () => reject(signal.reason), { once: true });
    });
    load(element, stimulus);
    return element;
  }
}

function load(video: HTMLVideoElement, stimulus: Stimulus): void {
  if (video.getAttribute("src") !== stimulus.url) video.src = stimulus.url;
}
