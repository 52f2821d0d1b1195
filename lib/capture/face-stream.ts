import type { Camera, CameraProblem, CameraResult } from "./camera.ts";
import { openCamera } from "./camera.ts";
import { DetectClient } from "./detect-client.ts";
import type { EngineAddresses } from "./detect-messages.ts";
import { FramePump } from "./frame-pump.ts";
import { type CameraImage, type FrameSourceOptions, startFrameSource } from "./frame-source.ts";
import { FrameWatch } from "./frame-watch.ts";
import type { Observation } from "./observation.ts";

/** An engine that broke is started anew after these waits, without a GPU; after the last it is given up. */
const RESTART_AFTER_MS = [500, 3_000, 8_000] as const;
/** Answers in a row after which an earlier failure is over. */
const HEALTHY_ANSWERS = 300;
/** A GPU that lost its context fails every frame: so many in a row, and the engine is started anew without it. */
const FAILED_IN_A_ROW = 5;
/** Before the device's own rate is known: what a camera gives. */
const TRIAL_RATE = 30;

/** How a camera stopped giving a picture; `frames`: it is live, and none come. */
export type CameraLoss = "ended" | "muted" | "frames";

export interface FaceStreamListener {
  onLoading(): void;
  onReady(engine: { backend: string; probeMs: number }): void;
  /** `again`: it is being started anew. */
  onEngineFailed(why: string, again: boolean): void;
  onCamera(state: "live" | CameraLoss): void;
  /** The camera's picture changed its shape: a phone was turned. */
  onResized(width: number, height: number): void;
  /** A frame went to the engine; `onFinish` follows, with null when it failed. */
  onBegin(frameId: number, captureMs: number): void;
  onFinish(frameId: number, observation: Observation | null, tookMs: number): void;
  onDropped(captureMs: number): void;
}

/** What a stream is made of; replaced in tests. */
export interface FaceStreamParts {
  createEngine(): Pick<DetectClient, "start" | "analyse" | "stop" | "broken">;
  openCamera(): Promise<CameraResult>;
  startFrames(options: FrameSourceOptions): () => void;
}

const BROWSER_PARTS: FaceStreamParts = {
  createEngine: () => new DetectClient(),
  openCamera: () => openCamera(),
  startFrames: startFrameSource,
};

/** Camera, pump and engine as one: observations come out while it runs, and `stop` ends all three. */
export class FaceStream {
  readonly #addresses: EngineAddresses;
  readonly #listener: FaceStreamListener;
  readonly #parts: FaceStreamParts;
  #engine: ReturnType<FaceStreamParts["createEngine"]> | null = null;
  #engineReady = false;
  #restarts = 0;
  #restartTimer: ReturnType<typeof setTimeout> | null = null;
  #answered = 0;
  #failed = 0;
  #camera: Camera | null = null;
  #pump: FramePump<CameraImage> | null = null;
  #endFrames: (() => void) | null = null;
  #cameraLost = false;
  readonly #watch = new FrameWatch();
  #rate = TRIAL_RATE;
  #shape: { width: number; height: number } | null = null;
  #nextFrameId = 1;
  #stopped = false;
  /** While set, frames are neither analysed nor counted (the tab is hidden). */
  paused = false;

  constructor(
    addresses: EngineAddresses,
    listener: FaceStreamListener,
    parts: FaceStreamParts = BROWSER_PARTS,
  ) {
    this.#addresses = addresses;
    this.#listener = listener;
    this.#parts = parts;
  }

  get stream(): MediaStream | null {
    return this.#camera?.stream ?? null;
  }

  startEngine(): void {
    void this.#startEngine(true);
  }

  setRate(framesPerSecond: number): void {
    this.#rate = framesPerSecond;
    this.#pump?.setRate(framesPerSecond);
  }

  /** To be called often: tells a camera that is live and gives no pictures. */
  look(nowMs: number): void {
    if (this.#cameraLost || !this.#endFrames) this.#watch.forget();
    else if (this.paused) this.#watch.rest();
    else if (this.#watch.look(nowMs)) this.#listener.onCamera("frames");
  }

  /** Opens the camera, also anew after it was lost. Null when it runs. */
  async openCamera(): Promise<CameraProblem | null> {
    this.#closeCamera();
    const result = await this.#parts.openCamera();
    if (!result.ok) return result.problem;
    if (this.#stopped) {
      result.camera.stop();
      return null;
    }
    // Asked for twice at once: the later one stays, and no camera is left on behind it.
    this.#closeCamera();
    const { camera } = result;
    this.#camera = camera;
    camera.onChange((state) => {
      if (camera !== this.#camera) return;
      this.#cameraLost = state !== "live";
      this.#listener.onCamera(state);
    });
    this.#cameraLost = false;
    this.#listener.onCamera("live");
    this.#startFrames();
    return null;
  }

  stop(): void {
    this.#stopped = true;
    if (this.#restartTimer !== null) clearTimeout(this.#restartTimer);
    this.#closeCamera();
    this.#engine?.stop();
    this.#engine = null;
  }

  async #startEngine(mayUseGpu: boolean): Promise<void> {
    this.#listener.onLoading();
    const engine = this.#parts.createEngine();
    this.#engine = engine;
    try {
      const ready = await engine.start(this.#addresses, mayUseGpu);
      if (this.#stopped || engine !== this.#engine) return;
      this.#engineReady = true;
      this.#answered = 0;
      this.#failed = 0;
      this.#listener.onReady(ready);
      this.#startFrames();
    } catch (error) {
      if (!this.#stopped && engine === this.#engine) this.#restartEngine(error);
    }
  }

  #restartEngine(error: unknown): void {
    const waitMs = RESTART_AFTER_MS[this.#restarts++];
    const why = error instanceof Error ? error.message : String(error);
    this.#engineReady = false;
    this.#engine?.stop();
    this.#engine = null;
    this.#listener.onEngineFailed(why, waitMs !== undefined);
    if (waitMs === undefined) return;
    this.#restartTimer = setTimeout(() => void this.#startEngine(false), waitMs);
  }

  #startFrames(): void {
    const camera = this.#camera;
    if (!camera || !this.#engineReady || this.#endFrames) return;
    const pump = new FramePump<CameraImage>({
      framesPerSecond: this.#rate,
      analyse: (frame) => this.#analyse(frame.image, frame.captureMs),
      onDropped: (captureMs) => this.#listener.onDropped(captureMs),
    });
    this.#pump = pump;
    const endSource = this.#parts.startFrames({
      stream: camera.stream,
      track: camera.track,
      isDue: (captureMs) => {
        if (this.#watch.frame()) this.#listener.onCamera("live");
        return !this.paused && pump.isDue(captureMs);
      },
      onFrame: (frame) => pump.offer(frame),
      onBroken: () => {
        if (camera !== this.#camera) return;
        this.#cameraLost = true;
        this.#listener.onCamera("frames");
      },
    });
    this.#endFrames = () => {
      endSource();
      pump.stop();
      this.#pump = null;
    };
  }

  async #analyse(image: CameraImage, captureMs: number): Promise<void> {
    const frameId = this.#nextFrameId++;
    const engine = this.#engine;
    const startMs = performance.now();
    this.#watchShape(image);
    this.#listener.onBegin(frameId, captureMs);
    try {
      if (!engine) {
        image.close();
        throw new Error("no engine");
      }
      const observation = await engine.analyse(image);
      this.#failed = 0;
      if (++this.#answered >= HEALTHY_ANSWERS) this.#restarts = 0;
      this.#listener.onFinish(frameId, observation, performance.now() - startMs);
    } catch (error) {
      this.#listener.onFinish(frameId, null, performance.now() - startMs);
      this.#answered = 0;
      if (this.#stopped || !engine || engine !== this.#engine || !this.#engineReady) return;
      if (engine.broken || ++this.#failed >= FAILED_IN_A_ROW) this.#restartEngine(error);
    }
  }

  #watchShape(image: CameraImage): void {
    const shape =
      "displayWidth" in image
        ? { width: image.displayWidth, height: image.displayHeight }
        : { width: image.width, height: image.height };
    const before = this.#shape;
    this.#shape = shape;
    if (before && (before.width !== shape.width || before.height !== shape.height)) {
      this.#listener.onResized(shape.width, shape.height);
    }
  }

  #closeCamera(): void {
    this.#endFrames?.();
    this.#endFrames = null;
    this.#watch.forget();
    this.#camera?.stop();
    this.#camera = null;
  }
}
