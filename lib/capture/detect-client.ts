import { type DetectRequest, detectAnswerSchema, type EngineAddresses } from "./detect-messages.ts";
import type { Observation } from "./observation.ts";

/** The part of a Worker that is used. */
export interface DetectWorker {
  postMessage(message: DetectRequest, transfer?: Transferable[]): void;
  terminate(): void;
  onmessage: ((event: MessageEvent) => void) | null;
  onerror: ((event: ErrorEvent) => void) | null;
}

export interface EngineReady {
  backend: string;
  probeMs: number;
}

/** Models are a few MB; on a slow line they take a while, but not for ever. */
const START_TIMEOUT_MS = 90_000;
/** A frame that is not answered by then never will be. */
const FRAME_TIMEOUT_MS = 5_000;
/** In a photograph a face is looked for in many ways, and nothing moves on meanwhile. */
const STILL_TIMEOUT_MS = 60_000;

export function createDetectWorker(): DetectWorker {
  return new Worker(new URL("./detect.worker.ts", import.meta.url), { type: "module" });
}

/**
 * The page's side of the engine. Every promise settles: by the worker's answer, by its failure, or by time.
 * After a failure of the worker itself every frame is refused; the owner then makes a new client.
 */
export class DetectClient {
  readonly #worker: DetectWorker;
  readonly #frames = new Map<number, PromiseWithResolvers<Observation>>();
  #started: PromiseWithResolvers<EngineReady> | null = null;
  #nextId = 1;
  #broken: Error | null = null;

  constructor(createWorker: () => DetectWorker = createDetectWorker) {
    this.#worker = createWorker();
    this.#worker.onmessage = (event) => this.#onAnswer(event.data);
    this.#worker.onerror = (event) => {
      event.preventDefault();
      this.#break(new Error(event.message || "the engine's worker failed"));
    };
  }

  get broken(): boolean {
    return this.#broken !== null;
  }

  start(addresses: EngineAddresses, mayUseGpu: boolean): Promise<EngineReady> {
    const started = withResolvers<EngineReady>();
    this.#started = started;
    this.#worker.postMessage({ type: "start", addresses, mayUseGpu });
    return withTimeout(started.promise, START_TIMEOUT_MS, () =>
      this.#break(new Error("the engine did not start")),
    );
  }

  /** Analyses a camera's frame, or a photograph by itself, and takes it over: it is closed on every path. */
  analyse(image: VideoFrame | ImageBitmap, still = false): Promise<Observation> {
    if (this.#broken) {
      image.close();
      return Promise.reject(this.#broken);
    }
    const id = this.#nextId++;
    const frame = withResolvers<Observation>();
    this.#frames.set(id, frame);
    try {
      this.#worker.postMessage({ type: "frame", id, image, still }, [image]);
    } catch (error) {
      image.close();
      frame.reject(error);
    }
    return withTimeout(frame.promise, still ? STILL_TIMEOUT_MS : FRAME_TIMEOUT_MS, () =>
      this.#break(new Error("the engine did not answer")),
    ).finally(() => this.#frames.delete(id));
  }

  stop(): void {
    this.#break(new Error("the engine was stopped"));
  }

  #onAnswer(data: unknown): void {
    const parsed = detectAnswerSchema.safeParse(data);
    if (!parsed.success) {
      this.#break(new Error("the engine answered what nobody understands"));
      return;
    }
    const message = parsed.data;
    switch (message.type) {
      case "ready":
        this.#started?.resolve({ backend: message.backend, probeMs: message.probeMs });
        return;
      case "failed":
        this.#break(new Error(message.message));
        return;
      case "observation":
        this.#frames.get(message.id)?.resolve(message.observation);
        return;
      case "frameFailed":
        this.#frames.get(message.id)?.reject(new Error(message.message));
    }
  }

  #break(error: Error): void {
    if (this.#broken) return;
    this.#broken = error;
    this.#worker.terminate();
    this.#started?.reject(error);
    for (const frame of this.#frames.values()) frame.reject(error);
  }
}

interface PromiseWithResolvers<T> {
  promise: Promise<T>;
  resolve(value: T): void;
  reject(reason: unknown): void;
}

function withResolvers<T>(): PromiseWithResolvers<T> {
  let resolve: (value: T) => void = () => undefined;
  let reject: (reason: unknown) => void = () => undefined;
  const promise = new Promise<T>((onValue, onError) => {
    resolve = onValue;
    reject = onError;
  });
  return { promise, resolve, reject };
}

/** Runs `onTimeout`, which is to settle the promise, when it has not settled by then. */
function withTimeout<T>(promise: Promise<T>, timeoutMs: number, onTimeout: () => void): Promise<T> {
  const timer = setTimeout(onTimeout, timeoutMs);
  return promise.finally(() => clearTimeout(timer));
}
