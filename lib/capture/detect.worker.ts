/// <reference lib="webworker" />
import { Human } from "@vladmandic/human";
import type { DetectAnswer, DetectRequest, EngineAddresses } from "./detect-messages.ts";
import { frameReader } from "./frame-reader.ts";
import { hardwareBackends } from "./hardware-backends.ts";
import { humanConfig } from "./human-config.ts";
import { observeFace } from "./human-observation.ts";
import type { Observation } from "./observation.ts";

declare const self: DedicatedWorkerGlobalScope;

/** A GPU must win by this factor: it also draws the video that is being tested. */
const GPU_MUST_TAKE = 0.8;
const PROBE_RUNS = 3;

let analyse: ((image: VideoFrame | ImageBitmap) => Promise<Observation>) | null = null;
/** Human swallows some failures into promises that never settle; they surface as unhandled rejections. */
let failCurrent: ((error: unknown) => void) | null = null;

function answer(message: DetectAnswer): void {
  self.postMessage(message);
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

self.addEventListener("unhandledrejection", (event) => {
  event.preventDefault();
  failCurrent?.(event.reason);
});

self.addEventListener("message", (event: MessageEvent<DetectRequest>) => {
  const request = event.data;
  if (request.type === "start") {
    guarded(start(request.addresses, request.mayUseGpu))
      .then(answer)
      .catch((error: unknown) => answer({ type: "failed", message: messageOf(error) }));
    return;
  }
  const { id, image } = request;
  guarded(analyse ? analyse(image) : Promise.reject(new Error("the engine has not started")))
    .then((observation) => answer({ type: "observation", id, observation }))
    .catch((error: unknown) => answer({ type: "frameFailed", id, message: messageOf(error) }))
    .finally(() => image.close());
});

function guarded<T>(work: Promise<T>): Promise<T> {
  const failure = new Promise<never>((_, reject) => {
    failCurrent = reject;
  });
  return Promise.race([work, failure]);
}

async function start(addresses: EngineAddresses, mayUseGpu: boolean): Promise<DetectAnswer> {
  const human = new Human(humanConfig(addresses));
  await human.init();
  await human.load();
  const { blazeface, facemesh, emotion } = human.models.models;
  for (const [name, model] of Object.entries({ blazeface, facemesh, emotion })) {
    // Human logs a failed download and carries on with a model that cannot run.
    if (!model || !Reflect.get(model, "executor")) throw new Error(`the model ${name} did not load`);
  }
  if (!facemesh || !emotion) throw new Error("the models did not load");

  /** The expression model's own output, before Human cuts it to two decimals and sorts it. */
  const modelScores: Float32Array[] = [];
  const execute = emotion.execute.bind(emotion);
  emotion.execute = (...[inputs, outputs]: Parameters<typeof execute>) => {
    const output = execute(inputs, outputs);
    const tensor = Array.isArray(output) ? output[0] : output;
    if (tensor) modelScores.push(Float32Array.from(tensor.dataSync()));
    return output;
  };

  const probe = async () => {
    const { tf } = human;
    const face = tf.zeros([1, 192, 192, 3]);
    const crop = tf.zeros([1, 64, 64, 1]);
    const run = async () => {
      const startMs = performance.now();
      const outputs = [facemesh.execute(face), execute(crop)].flat();
      await Promise.all(outputs.map((output) => output.data()));
      tf.dispose(outputs);
      return performance.now() - startMs;
    };
    await run();
    const times: number[] = [];
    for (let i = 0; i < PROBE_RUNS; i++) times.push(await run());
    tf.dispose([face, crop]);
    return Math.min(...times);
  };
  const use = async (backend: "wasm" | "webgl" | "webgpu") => {
    human.config.backend = backend;
    await human.init();
  };

  let best = { backend: "wasm", probeMs: await probe() };
  for (const backend of mayUseGpu ? await hardwareBackends() : []) {
    try {
      await use(backend);
      const probeMs = human.tf.getBackend() === backend ? await probe() : Number.POSITIVE_INFINITY;
      if (probeMs < best.probeMs * GPU_MUST_TAKE) best = { backend, probeMs };
    } catch {
      // A GPU that fails the probe is not used.
    }
  }
  await use(best.backend === "webgpu" || best.backend === "webgl" ? best.backend : "wasm");

  const read = frameReader();
  analyse = async (image) => {
    const { pixels, brightness01, contrast01 } = read(image);
    const input = human.tf.browser.fromPixels(pixels);
    modelScores.length = 0;
    try {
      const { face: faces, error } = await human.detect(input);
      if (error) throw new Error(error);
      if (faces.length !== modelScores.length) throw new Error("a face without its expression scores");
      const observed = faces.map((face, i) =>
        observeFace(face, modelScores[i] ?? [], pixels.width, pixels.height),
      );
      return { brightness01, contrast01, faces: observed.sort((a, b) => b.width01 - a.width01) };
    } finally {
      human.tf.dispose(input);
    }
  };
  return { type: "ready", ...best };
}
