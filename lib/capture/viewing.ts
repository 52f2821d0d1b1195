import type { Batch } from "#lib/protocol/sample.ts";
import type { Stimulus } from "#lib/protocol/session-api.ts";
import type { TrackBreak } from "#lib/protocol/session-events.ts";
import { runCalibration } from "./calibration-run.ts";
import type { CameraProblem } from "./camera.ts";
import { CameraCheck } from "./camera-check.ts";
import type { EngineAddresses } from "./detect-messages.ts";
import { DevicePace } from "./device-pace.ts";
import { FaceContinuity, type FacePlace } from "./face-continuity.ts";
import { FaceStream } from "./face-stream.ts";
import { type FacingPose, faceToSample, lostReading, type Reading } from "./face-to-sample.ts";
import type { Failure } from "./journey-state.ts";
import type { JourneyStore } from "./journey-store.ts";
import { keepAwake } from "./keep-awake.ts";
import type { Observation } from "./observation.ts";
import { PagePresence } from "./page-presence.ts";
import type { SampleBuffer } from "./sample-buffer.ts";
import type { Happening } from "./session-journal.ts";
import { StageVideo } from "./stage-video.ts";
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
  note(happening: Happening): void;
  onFailure(failure: Failure): void;
}

/** Camera, engine and video of one page: from the camera check to the last video's last batch. */
export class Viewing {
  readonly #options: ViewingOptions;
  readonly #faces: FaceStream;
  readonly #check = new CameraCheck();
  readonly #pace: DevicePace;
  readonly #continuity = new FaceContinuity();
  readonly #presence = new PagePresence();
  readonly #stage = new StageVideo();
  readonly #captured = new Map<number, number>();
  #facing: FacingPose | null = null;
  #buffer: SampleBuffer | null = null;
  #run: StimulusRun | null = null;
  #began = false;
  /** Not yet in a sample. */
  #break: TrackBreak | null = null;
  #breakWhy: TrackBreak = "gap";
  #asking = false;
  #lastLossMs = Number.NEGATIVE_INFINITY;

  constructor(options: ViewingOptions) {
    this.#options = options;
    const { signal, note } = options;
    this.#faces = this.#newStream();
    this.#pace = new DevicePace({
      cores: navigator.hardwareConcurrency ?? 1,
      note,
      onRate: (rate) => {
        this.#faces.setRate(rate);
        options.journey.set({ samplesPerSecond: rate });
      },
      onTooSlow: () => options.onFailure("deviceTooSlow"),
    });
    this.#faces.startEngine();
    const timer = setInterval(() => this.#tick(), TICK_MS);
    document.addEventListener("visibilitychange", () => this.#onVisibility(), { signal });
    navigator.mediaDevices?.addEventListener("devicechange", () => this.#onDevices(), { signal });
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
    this.#stage.attach(video, this.#options.journey.getState().stimulus);
  }

  /** After the browser refused to play with sound: within the viewer's gesture. */
  play(): void {
    this.#run?.play();
  }

  /** While the viewer is asked something, the video waits: a dialog is not what is measured. */
  ask(asking: boolean): void {
    this.#asking = asking;
    this.#hold();
  }

  /** How the viewer sat in the camera check is how they face the screen, until a calibration tells better. */
  checked(): void {
    this.#facing = this.#check.facingPose();
    this.#pace.begin();
    this.#began = true;
  }

  /** The calibration's batches. Throws when the session ends meanwhile. */
  async calibrate(): Promise<Batch[]> {
    const { journey, signal, zeroMs } = this.#options;
    const { batches, facingPose } = await runCalibration({
      signal,
      zeroMs,
      targetRate: () => this.#pace.rate,
      use: (buffer) => {
        this.#buffer = buffer;
      },
      onRound: (calibrationRound, calibrating) => journey.set({ calibrationRound, calibrating }),
    });
    this.#facing = facingPose ?? this.#facing;
    for (const batch of batches) this.#noteBreak(batch);
    return batches;
  }

  /** Shows a video from a second on to its end. Throws when it was not seen to its end. */
  async watch(stimulus: Stimulus, firstSecond: number, onBatch: (batch: Batch) => void): Promise<void> {
    const { journey, signal, zeroMs, onFailure } = this.#options;
    journey.set({ stimulus });
    journey.enter("watching");
    const video = await this.#stage.showing(stimulus, signal);
    const run = new StimulusRun({
      video,
      stimulus,
      firstSecond,
      zeroMs,
      targetRate: () => this.#pace.rate,
      signal,
      onBatch: (batch) => {
        this.#noteBreak(batch);
        onBatch(batch);
      },
      onGesture: (needsGesture) => journey.set({ needsGesture }),
    });
    this.#run = run;
    this.#buffer = run.buffer;
    this.#hold();
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

  #newStream(): FaceStream {
    const { addresses, journey, note, onFailure } = this.#options;
    return new FaceStream(addresses, {
      onLoading: () => journey.set({ engine: "loading", mayBegin: false }),
      onReady: (engine) => {
        document.documentElement.dataset.captureBackend = engine.backend;
        this.#pace.engineReady(engine);
        journey.set({ engine: "ready" });
      },
      onEngineFailed: (why, again) => {
        note({ kind: "engineFailed", why: why.slice(0, 200), again });
        this.#pace.pause();
        if (again) return;
        journey.set({ engine: "failed" });
        onFailure("engine");
      },
      onCamera: (state) => {
        const lost = journey.getState().cameraLost;
        if (state !== "live") note({ kind: "cameraLost", how: state });
        else if (lost) note({ kind: "cameraBack" });
        journey.set({ cameraLost: state !== "live" });
        this.#pace.pause();
      },
      onResized: (width, height) => {
        // The place of a face in another picture cannot be compared, its person is the same.
        this.#continuity.forget();
        note({ kind: "cameraResized", width, height });
      },
      onBegin: (frameId, captureMs) => {
        this.#captured.set(frameId, captureMs);
        this.#buffer?.begin(frameId, captureMs);
      },
      onFinish: (frameId, observation, tookMs) => this.#onFrame(frameId, observation, tookMs),
      onDropped: (captureMs) => {
        this.#pace.dropped();
        this.#buffer?.drop(captureMs);
      },
    });
  }

  #onFrame(frameId: number, observation: Observation | null, tookMs: number): void {
    const { journey } = this.#options;
    const captureMs = this.#captured.get(frameId) ?? performance.now();
    this.#captured.delete(frameId);
    if (observation) this.#pace.answered(tookMs);
    if (journey.getState().phase === "cameraCheck" && observation) {
      const nowMs = performance.now();
      this.#check.observe(observation, nowMs);
      const mayBegin = this.#check.mayBegin(nowMs) && this.#pace.isKnown;
      journey.set({ advice: this.#check.advice, mayBegin });
    }
    this.#buffer?.finish(frameId, this.#readingOf(observation), this.#breaksTrack(observation, captureMs));
  }

  #readingOf(observation: Observation | null): Reading {
    if (!observation) return lostReading("error");
    try {
      return faceToSample(observation, this.#facing);
    } catch {
      return lostReading("error");
    }
  }

  #breaksTrack(observation: Observation | null, captureMs: number): boolean {
    if (!observation) return false;
    this.#break = this.#continuity.observe(placeOf(observation), captureMs) ?? this.#break;
    // Who changes places before the measurement begins is nobody's business; between two parts of it, the next has it.
    if (!this.#began) this.#break = null;
    if (this.#break === null || this.#buffer === null) return false;
    this.#breakWhy = this.#break;
    this.#break = null;
    return true;
  }

  #noteBreak({ trackBreak, segment, second }: Batch): void {
    if (trackBreak) this.#options.note({ kind: "trackBreak", why: this.#breakWhy, segment, second });
  }

  #tick(): void {
    const nowMs = performance.now();
    const slept = this.#presence.tick({ monotonicMs: nowMs, wallMs: Date.now() });
    if (slept) {
      this.#options.note(slept);
      this.#run?.stand();
      this.#pace.pause();
    }
    this.#pace.tick(nowMs);
    this.#faces.look(nowMs);
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
    const { journey, note } = this.#options;
    const now = { monotonicMs: performance.now(), wallMs: Date.now() };
    const left = this.#presence.visibility(document.hidden, now, journey.getState().phase === "watching");
    if (left) note(left);
    this.#pace.pause();
    this.#hold();
  }

  #hold(): void {
    this.#faces.paused = document.hidden;
    this.#run?.hold(document.hidden || this.#asking);
  }

  /** A camera that was plugged in again is used again without a question: it was allowed before. */
  #onDevices(): void {
    const { journey } = this.#options;
    if (!journey.getState().cameraLost || journey.getState().busy) return;
    void this.openCamera();
  }
}

function placeOf({ faces: [face] }: Observation): FacePlace | null {
  if (!face || face.centreX01 === undefined || face.centreY01 === undefined) return null;
  const { centreX01, centreY01, width01, trackId } = face;
  return { centreX01, centreY01, width01, trackId };
}
