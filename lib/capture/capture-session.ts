import type { Stimulus } from "#lib/protocol/session-api.ts";
import { openBatchStore } from "./batch-store.ts";
import { runCalibration } from "./calibration-run.ts";
import { CameraCheck } from "./camera-check.ts";
import { openCaptureSocket } from "./capture-socket.ts";
import type { EngineAddresses } from "./detect-messages.ts";
import { FaceStream } from "./face-stream.ts";
import { type FacingPose, faceToSample, lostReading, type Reading } from "./face-to-sample.ts";
import { type CapturePhase, type Failure, INITIAL_STATE, type JourneyState } from "./journey-state.ts";
import type { Observation } from "./observation.ts";
import type { SampleBuffer } from "./sample-buffer.ts";
import { StimulusRun } from "./stimulus-run.ts";
import { Uplink, UplinkStopped } from "./uplink.ts";
import { watchApi } from "./watch-api.ts";

export interface JourneyConfig {
  slug: string;
  textSha256: string;
  addresses: EngineAddresses;
}

/** How often seconds are cut and lost cameras and hidden tabs are recorded. */
const TICK_MS = 100;
/** A state without frames is recorded this often: a camera that is gone, a tab that is hidden. */
const LOSS_EVERY_MS = 200;

/**
 * One viewer's session in this page, from consent to thanks. Plain state: `subscribe` and `getState` are all that
 * a view needs. Whatever ends it stops the camera's tracks and the worker.
 */
export class CaptureSession {
  readonly #config: JourneyConfig;
  readonly #api: ReturnType<typeof watchApi>;
  readonly #zeroMs = performance.now();
  readonly #subscribers = new Set<() => void>();
  #state: JourneyState = INITIAL_STATE;
  #ending = new AbortController();
  #stimuli: readonly Stimulus[] = [];
  #faces: FaceStream | null = null;
  #uplink: Uplink | null = null;
  #buffer: SampleBuffer | null = null;
  #run: StimulusRun | null = null;
  #check = new CameraCheck();
  #facing: FacingPose | null = null;
  #video: HTMLVideoElement | null = null;
  #lastLossMs = Number.NEGATIVE_INFINITY;

  constructor(config: JourneyConfig) {
    this.#config = config;
    this.#api = watchApi(config.slug);
  }

  readonly getState = (): JourneyState => this.#state;

  /** The camera's picture, for the self-view of the camera check only. */
  get selfView(): MediaStream | null {
    return this.#faces?.stream ?? null;
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#subscribers.add(listener);
    return () => this.#subscribers.delete(listener);
  };

  /** Ties the session to the page that shows it; the returned function ends it. */
  attach(): () => void {
    this.#ending = new AbortController();
    const { signal } = this.#ending;
    document.documentElement.dataset.capturePhase = this.#state.phase;
    document.addEventListener("visibilitychange", () => this.#onVisibility(), { signal });
    window.addEventListener("pagehide", () => this.leave(), { signal });
    const timer = setInterval(() => this.#tick(), TICK_MS);
    return () => {
      clearInterval(timer);
      this.#release();
      delete document.documentElement.dataset.capturePhase;
    };
  }

  async decline(): Promise<void> {
    if (this.#state.phase !== "consent" || this.#state.busy) return;
    this.#set({ busy: true });
    // Whether or not the refusal could be counted, it is a refusal.
    await this.#api.decline(this.#config.textSha256);
    this.#set({ busy: false });
    this.#enter("declined");
  }

  /** The viewer consented: opens the session, then loads the engine and asks for the camera. */
  async consent(): Promise<void> {
    if (this.#state.phase !== "consent" || this.#state.busy) return;
    this.#set({ busy: true, consentProblem: null });
    const started = await this.#api.start(this.#config.textSha256);
    this.#set({ busy: false });
    if (this.#ended) return;
    if (!started.ok) {
      this.#set({ consentProblem: started.message });
      return;
    }
    const { sessionPublicId, receipt, ticket, stimuli } = started.value;
    this.#stimuli = stimuli;
    this.#set({ receipt, stimulus: stimuli[0] ?? null });
    this.#uplink = new Uplink({
      store: await openBatchStore(sessionPublicId),
      openSocket: openCaptureSocket,
      ticket,
      renewTicket: () => this.#renewTicket(),
      onChange: ({ connection, queued, acknowledged, lost, stopped }) => {
        this.#set({ connection, queued, acknowledged, lost });
        if (stopped) this.#fail(stopped);
      },
    });
    this.#faces = new FaceStream(this.#config.addresses, {
      onEngine: (engine) => {
        this.#set({ engine });
        if (engine === "failed") this.#fail("engine");
      },
      onCamera: (camera) => this.#set({ cameraLost: camera === "lost" }),
      onBegin: (frameId, captureMs) => this.#buffer?.begin(frameId, captureMs),
      onFinish: (frameId, observation) => this.#onFrame(frameId, observation),
      onDropped: (captureMs) => this.#buffer?.drop(captureMs),
    });
    this.#faces.startEngine();
    this.#enter("permission");
    await this.openCamera();
  }

  /** Asks for the camera: at first, after a refusal, and after it was lost. */
  async openCamera(): Promise<void> {
    if (!this.#faces || this.#state.busy) return;
    this.#set({ busy: true, cameraProblem: null });
    const cameraProblem = await this.#faces.openCamera();
    this.#set({ busy: false, cameraProblem });
    if (this.#ended || cameraProblem) return;
    if (this.#state.phase === "permission") this.#enter("cameraCheck");
  }

  /** Camera check -> calibration -> the videos -> the end. */
  async begin(): Promise<void> {
    if (this.#state.phase !== "cameraCheck" || !this.#state.mayBegin || !this.#uplink) return;
    const uplink = this.#uplink;
    this.#facing = this.#check.facingPose();
    this.#enter("calibration");
    try {
      await uplink.open();
      const calibrated = await runCalibration({
        signal: this.#ending.signal,
        zeroMs: this.#zeroMs,
        use: (buffer) => {
          this.#buffer = buffer;
        },
        onRound: (calibrationRound, calibrating) => this.#set({ calibrationRound, calibrating }),
      });
      this.#facing = calibrated.facingPose ?? this.#facing;
      for (const batch of calibrated.batches) await uplink.push(batch);
      await uplink.calibrate();
      for (const stimulus of this.#stimuli) await this.#watch(stimulus, uplink);
      this.#faces?.stop();
      this.#enter("finishing");
      await uplink.finish();
      this.#enter("done");
      this.#release();
    } catch (error) {
      if (this.#ended) return;
      this.#fail(error instanceof UplinkStopped ? error.why : "unexpected");
    }
  }

  /** The element that shows the stimuli; null when it goes. */
  attachVideo(video: HTMLVideoElement | null): void {
    this.#video = video;
    // Fetched while the viewer calibrates, so that it starts at once.
    if (video && this.#state.stimulus) load(video, this.#state.stimulus);
  }

  /** After the browser refused to play with sound: within the viewer's gesture. */
  play(): void {
    this.#run?.play();
  }

  /** The viewer stops taking part. What was sent stays until they ask for its erasure. */
  leave(): void {
    const { phase } = this.#state;
    if (phase === "consent" || phase === "declined" || phase === "done" || phase === "failed") return;
    this.#fail("left");
  }

  async #watch(stimulus: Stimulus, uplink: Uplink): Promise<void> {
    this.#set({ stimulus });
    this.#enter("watching");
    const video = this.#video;
    if (!video) throw new Error("there is no video element");
    load(video, stimulus);
    const run = new StimulusRun({
      video,
      stimulus,
      zeroMs: this.#zeroMs,
      signal: this.#ending.signal,
      onBatch: (batch) => void uplink.push(batch).catch(() => this.#fail("unexpected")),
      onGesture: (needsGesture) => this.#set({ needsGesture }),
    });
    this.#run = run;
    this.#buffer = run.buffer;
    this.#onVisibility();
    try {
      const outcome = await run.finished;
      if (outcome === "broken") this.#fail("video");
      // Nothing follows a video that was not seen to its end.
      if (outcome !== "ended") throw new Error(`the video was ${outcome}`);
    } finally {
      this.#run = null;
      this.#buffer = null;
    }
  }

  #onFrame(frameId: number, observation: Observation | null): void {
    const { phase } = this.#state;
    if (phase === "cameraCheck" && observation) {
      const nowMs = performance.now();
      this.#check.observe(observation, nowMs);
      this.#set({ advice: this.#check.advice, mayBegin: this.#check.mayBegin(nowMs) });
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
    const lost = document.hidden ? "tabHidden" : this.#state.cameraLost ? "error" : null;
    if (lost && nowMs - this.#lastLossMs >= LOSS_EVERY_MS) {
      this.#lastLossMs = nowMs;
      buffer.record(nowMs, lostReading(lost));
    }
    buffer.advance(nowMs);
  }

  #onVisibility(): void {
    if (this.#faces) this.#faces.paused = document.hidden;
    this.#run?.setHidden(document.hidden);
  }

  async #renewTicket(): Promise<string | "refused"> {
    const renewed = await this.#api.renewTicket();
    if (renewed.ok) return renewed.value.ticket;
    if (renewed.code === "no-session" || renewed.code === "session-closed" || renewed.code === "not-found") {
      return "refused";
    }
    throw new Error(renewed.message);
  }

  get #ended(): boolean {
    return this.#ending.signal.aborted;
  }

  #fail(failure: Failure): void {
    if (this.#state.phase === "failed" || this.#state.phase === "done") return;
    this.#set({ failure });
    this.#enter("failed");
    this.#release();
  }

  /** Camera off, worker gone, connection closed; whatever still runs finds the signal aborted. */
  #release(): void {
    this.#ending.abort();
    this.#faces?.stop();
    this.#uplink?.close();
    this.#run?.stop();
    this.#buffer = null;
  }

  #enter(phase: CapturePhase): void {
    document.documentElement.dataset.capturePhase = phase;
    this.#set({ phase });
  }

  #set(change: Partial<JourneyState>): void {
    this.#state = { ...this.#state, ...change };
    for (const subscriber of [...this.#subscribers]) subscriber();
  }
}

function load(video: HTMLVideoElement, stimulus: Stimulus): void {
  if (video.getAttribute("src") !== stimulus.url) video.src = stimulus.url;
}
