import { SAMPLES_PER_SECOND } from "#lib/protocol/limits.ts";
import type { Camera, CameraProblem } from "./camera.ts";
import { openCamera } from "./camera.ts";
import { DetectClient } from "./detect-client.ts";
import type { EngineAddresses } from "./detect-messages.ts";
import { FramePump } from "./frame-pump.ts";
import { type CameraImage, startFrameSource } from "./frame-source.ts";
import type { Observation } from "./observation.ts";

/** An engine that broke is started anew this often, without a GPU, before it is given up. */
const MAX_ENGINE_RESTARTS = 3;

export interface FaceStreamListener {
  onEngine(state: "loading" | "ready" | "failed"): void;
  onCamera(state: "live" | "lost"): void;
  /** A frame went to the engine; `onFinish` follows, with null when it failed. */
  onBegin(frameId: number, captureMs: number): void;
  onFinish(frameId: number, observation: Observation | null): void;
  onDropped(captureMs: number): void;
}

/** Camera, pump and engine as one: observations come out while it runs, and `stop` ends all three. */
export class FaceStream {
  readonly #addresses: EngineAddresses;
  readonly #listener: FaceStreamListener;
  #engine: DetectClient | null = null;
  #engineReady = false;
  #restarts = 0;
  #camera: Camera | null = null;
  #endFrames: (() => void) | null = null;
  #nextFrameId = 1;
  #stopped = false;
  /** While set, frames are neither analysed nor counted (the tab is hidden). */
  paused = false;

  constructor(addresses: EngineAddresses, listener: FaceStreamListener) {
    this.#addresses = addresses;
    this.#listener = listener;
  }

  get stream(): MediaStream | null {
    return this.#camera?.stream ?? null;
  }

  startEngine(): void {
    void this.#startEngine(true);
  }

  /** Opens the camera, also anew after it was lost. Null when it runs. */
  async openCamera(): Promise<CameraProblem | null> {
    this.#closeCamera();
    const result = await openCamera();
    if (!result.ok) return result.problem;
    if (this.#stopped) {
      result.camera.stop();
      return null;
    }
    const { camera } = result;
    this.#camera = camera;
    camera.onChange((state) => {
      if (camera !== this.#camera) return;
      this.#listener.onCamera(state === "live" ? "live" : "lost");
    });
    this.#listener.onCamera("live");
    this.#startFrames();
    return null;
  }

  stop(): void {
    this.#stopped = true;
    this.#closeCamera();
    this.#engine?.stop();
    this.#engine = null;
  }

  async #startEngine(mayUseGpu: boolean): Promise<void> {
    this.#listener.onEngine("loading");
    const engine = new DetectClient();
    this.#engine = engine;
    try {
      const { backend } = await engine.start(this.#addresses, mayUseGpu);
      if (this.#stopped || engine !== this.#engine) return;
      document.documentElement.dataset.captureBackend = backend;
      this.#engineReady = true;
      this.#listener.onEngine("ready");
      this.#startFrames();
    } catch {
      if (!this.#stopped) this.#restartEngine();
    }
  }

  #restartEngine(): void {
    if (this.#restarts >= MAX_ENGINE_RESTARTS) {
      this.#listener.onEngine("failed");
      return;
    }
    this.#restarts++;
    this.#engine?.stop();
    void this.#startEngine(false);
  }

  #startFrames(): void {
    const camera = this.#camera;
    if (!camera || !this.#engineReady || this.#endFrames) return;
    const pump = new FramePump<CameraImage>({
      framesPerSecond: SAMPLES_PER_SECOND,
      analyse: (frame) => this.#analyse(frame.image, frame.captureMs),
      onDropped: (captureMs) => this.#listener.onDropped(captureMs),
    });
    const endSource = startFrameSource({
      stream: camera.stream,
      track: camera.track,
      isDue: (captureMs) => !this.paused && pump.isDue(captureMs),
      onFrame: (frame) => pump.offer(frame),
      onBroken: () => this.#listener.onCamera("lost"),
    });
    this.#endFrames = () => {
      endSource();
      pump.stop();
    };
  }

  async #analyse(image: CameraImage, captureMs: number): Promise<void> {
    const frameId = this.#nextFrameId++;
    const engine = this.#engine;
    this.#listener.onBegin(frameId, captureMs);
    try {
      if (!engine) {
        image.close();
        throw new Error("no engine");
      }
      this.#listener.onFinish(frameId, await engine.analyse(image));
    } catch {
      this.#listener.onFinish(frameId, null);
      if (!this.#stopped && engine?.broken && engine === this.#engine && this.#engineReady) {
        this.#engineReady = false;
        this.#restartEngine();
      }
    }
  }

  #closeCamera(): void {
    this.#endFrames?.();
    this.#endFrames = null;
    this.#camera?.stop();
    this.#camera = null;
  }
}
