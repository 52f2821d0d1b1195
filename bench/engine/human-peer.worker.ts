/// <reference lib="webworker" />
import { Human, type Tensor } from "@vladmandic/human";
import { EXPRESSIONS } from "#lib/protocol/expressions.ts";
import { paddedView } from "./padded-view.ts";
import { servePeer } from "./subject.ts";

declare const self: DedicatedWorkerGlobalScope;

/** Output order of the net that Human ships. */
const MODEL_ORDER = ["angry", "disgust", "fear", "happy", "sad", "surprise", "neutral"];
const FROM_MODEL = EXPRESSIONS.map((expression) => MODEL_ORDER.indexOf(expression));

/**
 * Human as it comes, asked for the face, its mesh and its expression only. Two things are changed for the sake of
 * its own answers: the expression is not taken from a cache, and it is read before it is cut to two decimals.
 */
void servePeer(self, async () => {
  const human = new Human({
    backend: "wasm",
    wasmPath: "/peers/wasm/",
    modelBasePath: "/peers/human/",
    cacheModels: false,
    gesture: { enabled: false },
    body: { enabled: false },
    hand: { enabled: false },
    object: { enabled: false },
    face: {
      enabled: true,
      iris: { enabled: false },
      description: { enabled: false },
      emotion: { enabled: true, minConfidence: 0, skipFrames: 0, skipTime: 0 },
    },
  });
  await human.init();
  await human.load();
  const { emotion } = human.models.models;
  if (!emotion) throw new Error("Human's expression net did not load");
  let last: number[] | null = null;
  const execute = emotion.execute.bind(emotion);
  emotion.execute = (...[inputs, outputs]: Parameters<typeof execute>) => {
    const output = execute(inputs, outputs);
    const tensor: Tensor | undefined = Array.isArray(output) ? output[0] : output;
    const values = tensor ? Array.from(tensor.dataSync()) : [];
    // The largest face is its first.
    last ??= FROM_MODEL.map((index) => values[index] ?? Number.NaN);
    return output;
  };
  const detect = async (image: ImageBitmap | OffscreenCanvas): Promise<number[] | null> => {
    last = null;
    const { face, error } = await human.detect(image);
    if (error) throw new Error(error);
    return face.length > 0 ? last : null;
  };
  return async (image, still) => {
    if (!still) return detect(image);
    // Photographs have nothing to do with each other: no detection is kept, and a tight one gets room.
    human.config.face.detector = { ...human.config.face.detector, skipFrames: 0, skipTime: 0 };
    human.config.cacheSensitivity = 0;
    return (await detect(image)) ?? (await detect(paddedView(image)));
  };
});
