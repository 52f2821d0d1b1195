/// <reference lib="webworker" />
import { Human } from "@vladmandic/human";
import type { DetectAnswer, DetectRequest, EngineAddresses } from "./detect-messages.ts";
import { type Backend, chooseBackend } from "./engine-probe.ts";
import { FaceEngine } from "./face-engine.ts";
import { hardwareBackends } from "./hardware-backends.ts";
import { humanConfig } from "./human-config.ts";
import { findFaces, type HumanDetector } from "./human-detector.ts";
import type { TensorFlow } from "./tensor-flow.ts";

declare const self: DedicatedWorkerGlobalScope;

let engine: FaceEngine | null = null;
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
  guarded(analyse(request))
    .then((observation) => answer({ type: "observation", id, observation }))
    .catch((error: unknown) => answer({ type: "frameFailed", id, message: messageOf(error) }))
    .finally(() => image.close());
});

async function analyse({ image, still }: Extract<DetectRequest, { type: "frame" }>) {
  if (!engine) throw new Error("the engine has not started");
  return still ? engine.observeStill(image) : engine.observe(image, performance.now());
}

function guarded<T>(work: Promise<T>): Promise<T> {
  const failure = new Promise<never>((_, reject) => {
    failCurrent = reject;
  });
  return Promise.race([work, failure]);
}

async function start(addresses: EngineAddresses, mayUseGpu: boolean): Promise<DetectAnswer> {
  const human = new Human(humanConfig(addresses));
  const tf: TensorFlow = human.tf;
  // A second thread was not faster on two cores, and would take it from the video.
  tf.env().set("WASM_HAS_MULTITHREAD_SUPPORT", false);
  await human.init();
  const [facemesh, expression] = await Promise.all([
    tf.loadGraphModel(`${addresses.facemesh}/facemesh.json`),
    tf.loadGraphModel(`${addresses.expression}/model.json`),
    human.load(),
  ]);
  const { blazeface } = human.models.models;
  // Human logs a failed download and carries on with a model that cannot run.
  if (!blazeface || !Reflect.get(blazeface, "executor")) throw new Error("the model blazeface did not load");
  const use = async (backend: Backend) => {
    human.config.backend = backend;
    await human.init();
  };
  const rivals = mayUseGpu ? await hardwareBackends() : [];
  const chosen = await chooseBackend({ tf, facemesh, expression, use }, rivals);
  const detector: HumanDetector = { tf, detect: (input) => human.detect(input as never) };
  engine = new FaceEngine({ tf, facemesh, expression, findFaces: (pixels) => findFaces(detector, pixels) });
  return { type: "ready", ...chosen };
}
