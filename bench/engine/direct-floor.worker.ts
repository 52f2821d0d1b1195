/// <reference lib="webworker" />
import { Human } from "@vladmandic/human";
import { run, type TensorFlow } from "#lib/capture/tensor-flow.ts";
import { servePeer } from "./subject.ts";

declare const self: DedicatedWorkerGlobalScope;

/**
 * The floor: facemesh and Human's own expression net on wasm, run bare on pixels that do not change. No picture is
 * drawn, read or cropped and no face is found; the frame that comes is only closed.
 */
void servePeer(self, async () => {
  const human = new Human({ backend: "wasm", wasmPath: "/peers/wasm/", cacheModels: false });
  const tf: TensorFlow = human.tf;
  tf.env().set("WASM_HAS_MULTITHREAD_SUPPORT", false);
  await human.init();
  const facemesh = await tf.loadGraphModel("/peers/human/facemesh.json");
  const emotion = await tf.loadGraphModel("/peers/human/emotion.json");
  const face = new Float32Array(192 * 192 * 3).fill(0.5);
  const crop = new Float32Array(64 * 64).fill(0.1);
  return async () => {
    await run(facemesh, tf.tensor(face, [1, 192, 192, 3]));
    const [scores = []] = await run(emotion, tf.tensor(crop, [1, 64, 64, 1]));
    return Array.from(scores);
  };
});
