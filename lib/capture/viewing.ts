import type { Batch } from "#lib/protocol/sample.ts";
import type { Stimulus } from "#lib/protocol/session-api.ts";
import { runCalibration } from "./calibration-run.ts";
import type { CameraProblem } from "./camera.ts";
import { CameraCheck } from "./camera-check.ts";
import type { EngineAddresses } from "./detect-messages.ts";
import { FaceStream } from "./face-stream.ts";
import { type FacingPose, faceToSample, lostReading, type Reading } from "./face-to-sample.ts";
import type { Failure } from "./journey-state.ts";
import type { JourneyStore } from "./journey-store.ts";
import { keepAwake } from "./keep-awake.ts";
import type { Observation } from "./observation.ts";
import type { SampleBuffer } from "./sample-buffer.ts";
import { StimulusRun } from "./stimulus-run.ts";

/** How often seconds are cut and lost cameras and hidden tabs are recorded. */
const TICK_MS = 100;
/** A state without frames is recorded this often: a camera that is gone, a tab that is hidden. */
const LOSS_EVERY_MS = 200;

export interface ViewingOptions {
  addresses: EngineAddresses;
  journey: JourneyStore;
  /** Aborts when the session ends; the camera and the engine end with it. */
  signal: AbortSignal;
  /** The session's zero by the page's clock: capture times are sent relative to it. */
  zeroMs: number;
  onFailure(failure: Failure): void;
}

/** Camera, engine and video of one page: from the camera check to the last video's last batch. */
export class Viewing {
  readonly #options: ViewingOptions;
  readonly #faces: FaceStream;
  readonly #check = new CameraCheck();
  #facing: FacingPose | null = null;
  #buffer: SampleBuffer | null = null;
  #run: StimulusRun | null = null;
  #video: HTMLVideoElement | null = null;
  #onVideo: (() => void) | null = null;
  #asking = false;
  #lastLossMs = Number.NEGATIVE_INFINITY;

  constructor(options: ViewingOptions) {
    this.#options = options;
    const { journey, signal } = options;
    this.#faces = new FaceStream(options.addresses, {
      onEngine: (engine) => {
        journey.set({ engine });
        if (engine === "failed") options.onFailure("engine");
      },
      onCamera: (camera) => journey.set({ cameraLost: camera === "lost" }),
      onBegin: (frameId, captureMs) => this.#buffer?.begin(frameId, captureMs),
      onFinish: (frameId, observation) => this.#onFrame(frameId, observation),
      onDropped: (captureMs) => this.#buffer?.drop(captureMs),
    });
    this.#faces.startEngine();
    const timer = setInterval(() => this.#tick(), TICK_MS);
    document.addEventListener("visibilitychange", () => this.#onVisibility(), { signal });
    signal.addEventListener("abort", () => {
      clearInterval(timer);
      this.stop();
    });
  }

  /** The camera's picture, for the self-view of the camera check only. */
  get selfView(): MediaStream | null {
    return this.#faces.stream;
  }

  openCamera(): Promise<CameraProblem | null> {
    return this.#faces.openCamera();
  }

  /** Camera off and worker gone. */
  stop(): void {
    this.#faces.stop();
    this.#run?.stop();
    this.#buffer = null;
  }

  /** The element that shows the stimuli; null when it goes. */
  attachVideo(video: HTMLVideoElement | null): void {
    this.#video = video;
    const { stimulus } = this.#options.journey.getState();
    // Fetched while the viewer calibrates, so that it starts at once.
    if (video && stimulus) load(video, stimulus);
    if (video) this.#onVideo?.();
  }

  /** After the browser refused to play with sound: within the viewer's gesture. */
  play(): void {
    this.#run?.play();
  }

  /** While the viewer is asked something, the video waits: a dialog is not what is measured. */
  ask(asking: boolean): void {
    this.#asking = asking;
    this.#onVisibility();
  }

  /** How the viewer sat in the camera check is how they face the screen, until a calibration tells better. */
  checked(): void {
    this.#facing = this.#check.facingPose();
  }

  /** The calibration's batches. Throws when the session ends meanwhile. */
  async calibrate(): Promise<Batch[]> {
    const { journey, signal, zeroMs } = this.#options;
    const { batches, facingPose } = await runCalibration({
      signal,
      zeroMs,
      use: (buffer) => {
        this.#buffer = buffer;
      },
      onRound: (calibrationRound, calibrating) => journey.set({ calibrationRound, calibrating }),
    });
    this.#facing = facingPose ?? this.#facing;
    return batches;
  }

  /** Shows a video from a second on to its end. Throws when it was not seen to its end. */
  async watch(stimulus: Stimulus, firstSecond: number, onBatch: (batch: Batch) => void): Promise<void> {
    const { journey, signal, zeroMs, onFailure } = this.#options;
    journey.set({ stimulus });
    journey.enter("watching");
    const video = await this.#shownVideo();
    load(video, stimulus);
    const run = new StimulusRun({
      video,
      stimulus,
      firstSecond,
      zeroMs,
      signal,
      onBatch,
      onGesture: (needsGesture) => journey.set({ needsGesture }),
    });
    this.#run = run;
    this.#buffer = run.buffer;
    this.#onVisibility();
    const letSleep = keepAwake();
    try {
      const outcome = await run.finished;
      if (outcome === "broken") onFailure("video");
      // Nothing follows a video that was not seen to its end.
      if (outcome !== "ended") throw new Error(`the video was ${outcome}`);
    } finally {
      letSleep();
      this.#run = null;
      this.#buffer = null;
    }
  }

  /** After a calibration the element is there; without one it comes with the step that was just entered. */
  #shownVideo(): Promise<HTMLVideoElement> {
    const { signal } = this.#options;
    return new Promise((resolve, reject) => {
      this.#onVideo = () => {
        if (this.#video) resolve(this.#video);
      };
      this.#onVideo();
      signal.addEventListener("abort", () => reject(signal.reason), { once: true });
    });
  }

  #onFrame(frameId: number, observation: Observation | null): void {
    const { journey } = this.#options;
    if (journey.getState().phase === "cameraCheck" && observation) {
      const nowMs = performance.now();
      this.#check.observe(observation, nowMs);
      journey.set({ advice: this.#check.advice, mayBegin: this.#check.mayBegin(nowMs) });
    }
    this.#buffer?.finish(frameId, this.#readingOf(observation));
  }

  #readingOf(observation: Observation | null): Reading {
    if (!observation) return lostReading("error");
    try {
      return faceToSample(observation, this.#facing);
    } catch {
      return lostReading("error");
    }
  }

  #tick(): void {
    const nowMs = performance.now();
    const buffer = this.#buffer;
    if (!buffer) return;
    const { cameraLost } = this.#options.journey.getState();
    const lost = document.hidden ? "tabHidden" : cameraLost ? "error" : null;
    if (lost && nowMs - this.#lastLossMs >= LOSS_EVERY_MS) {
      this.#lastLossMs = nowMs;
      buffer.record(nowMs, lostReading(lost));
    }
    buffer.advance(nowMs);
  }

  #onVisibility(): void {
    this.#faces.paused = document.hidden;
    this.#run?.hold(document.hidden || this.#asking);
  }
}

function load(video: HTMLVideoElement, stimulus: Stimulus): void {
  if (video.getAttribute("src") !== stimulus.url) video.src = stimulus.url;
}
