import { measuredSeconds } from "#lib/protocol/limits.ts";
import type { Batch } from "#lib/protocol/sample.ts";
import type { Stimulus } from "#lib/protocol/session-api.ts";
import { followVideo } from "./follow-video.ts";
import { MediaClock } from "./media-clock.ts";
import { SampleBuffer } from "./sample-buffer.ts";
import { ENGINE_ID } from "./watch-api.ts";

/** After the end the last frames are waited for this long. */
const LAST_FRAMES_MS = 2_000;
const POLL_MS = 50;

export interface StimulusRunOptions {
  video: HTMLVideoElement;
  stimulus: Stimulus;
  /** Where the video starts: the seconds before are stored already. */
  firstSecond: number;
  zeroMs: number;
  targetRate(): number;
  signal: AbortSignal;
  onBatch(batch: Batch): void;
  /** Whether the browser wants a gesture before it plays. */
  onGesture(needed: boolean): void;
}

/** One video from its first missing second to its last batch. */
export class StimulusRun {
  readonly buffer: SampleBuffer;
  /** Settles once: when every second is cut, when the video cannot be played, or when the session ends. */
  readonly finished: Promise<"ended" | "broken" | "stopped">;
  readonly #options: StimulusRunOptions;
  readonly #clock = new MediaClock();
  readonly #detach = new AbortController();
  #settle: (outcome: "ended" | "broken" | "stopped") => void = () => undefined;
  #unfollow: () => void;
  #held = false;
  #ready = false;

  constructor(options: StimulusRunOptions) {
    this.#options = options;
    const { video, stimulus, firstSecond } = options;
    this.buffer = new SampleBuffer({
      segment: stimulus.segment,
      seconds: measuredSeconds(stimulus.durationMs),
      firstSecond,
      engineId: ENGINE_ID,
      clock: this.#clock,
      zeroMs: options.zeroMs,
      targetRate: options.targetRate,
      onBatch: options.onBatch,
    });
    this.finished = new Promise((resolve) => {
      this.#settle = resolve;
    });
    this.#unfollow = followVideo(video, this.#clock, stimulus.durationMs);
    const { signal } = this.#detach;
    video.addEventListener("ended", () => void this.#finish(), { signal });
    video.addEventListener("error", () => this.#end("broken"), { signal });
    // There are no controls and there is no seeking; a headset's or a keyboard's pause key is answered by a button.
    video.addEventListener("pause", () => this.#onPause(), { signal });
    video.addEventListener("play", () => options.onGesture(false), { signal });
    options.signal.addEventListener("abort", () => this.stop(), { signal });
    if (video.error) this.#end("broken");
    else if (firstSecond === 0) this.#begin();
    else this.#seek(firstSecond);
  }

  play(): void {
    if (this.#held || !this.#ready) return;
    this.#options.video.play().catch((error: unknown) => {
      if (this.#detach.signal.aborted) return;
      // An AbortError is a play that a pause overtook: the tab was left in between.
      if (error instanceof DOMException && error.name === "AbortError") return;
      this.#options.onGesture(true);
    });
  }

  /** The video waits for the viewer: the tab is hidden, or they are asked something. */
  hold(held: boolean): void {
    if (held === this.#held) return;
    this.#held = held;
    if (held) {
      this.#clock.stand();
      this.#options.video.pause();
    } else {
      this.play();
    }
  }

  /** Time passed unmeasured (the device slept): the video is where its next frame says. */
  stand(): void {
    this.#clock.stand();
  }

  stop(): void {
    this.#end("stopped");
  }

  #begin(): void {
    this.#ready = true;
    this.play();
  }

  /** Played only from there: a frame of the start would be taken for the video's position. */
  #seek(second: number): void {
    const { video } = this.#options;
    const { signal } = this.#detach;
    video.addEventListener("seeked", () => this.#begin(), { signal, once: true });
    const seek = () => {
      video.currentTime = second;
    };
    if (video.readyState >= video.HAVE_METADATA) seek();
    else video.addEventListener("loadedmetadata", seek, { signal, once: true });
  }

  #onPause(): void {
    const { video, onGesture } = this.#options;
    if (!this.#held && !video.ended) onGesture(true);
  }

  async #finish(): Promise<void> {
    const endMs = performance.now();
    this.#clock.end(endMs, this.#options.stimulus.durationMs);
    while (
      !this.#detach.signal.aborted &&
      performance.now() < endMs + LAST_FRAMES_MS &&
      this.buffer.isWaiting(endMs, performance.now())
    ) {
      await new Promise((resolve) => setTimeout(resolve, POLL_MS));
      this.buffer.advance(performance.now());
    }
    if (this.#detach.signal.aborted) return;
    this.buffer.flush(performance.now());
    this.#end("ended");
  }

  #end(outcome: "ended" | "broken" | "stopped"): void {
    if (this.#detach.signal.aborted) return;
    this.#detach.abort();
    this.#unfollow();
    if (outcome !== "ended") this.#options.video.pause();
    this.#settle(outcome);
  }
}
