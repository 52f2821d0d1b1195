import * as faceapi from "@vladmandic/face-api";
import { EXPRESSIONS } from "#lib/protocol/expressions.ts";
import { paddedView } from "./padded-view.ts";
import { installPage } from "./page-tools.ts";
import type { Subject } from "./subject.ts";

/** face-api's names of the seven, in our order. */
const NAMES = ["angry", "disgusted", "fearful", "happy", "neutral", "sad", "surprised"] as const;
/** Its own default input size of the small detector is 416; 224 is what its authors advise for live use. */
const LIVE = new faceapi.TinyFaceDetectorOptions({ inputSize: 224 });
const STILL = new faceapi.SsdMobilenetv1Options({ minConfidence: 0.3 });

interface Backends {
  setWasmPaths(path: string): void;
  setBackend(name: string): Promise<boolean>;
  ready(): Promise<void>;
}

async function faceApi(): Promise<Subject> {
  // Its types leave out what its bundle of TensorFlow.js has.
  const tf = faceapi.tf as unknown as Backends;
  tf.setWasmPaths("/peers/wasm/");
  await tf.setBackend("wasm");
  await tf.ready();
  await Promise.all([
    faceapi.nets.tinyFaceDetector.loadFromUri("/peers/face-api"),
    faceapi.nets.ssdMobilenetv1.loadFromUri("/peers/face-api"),
    faceapi.nets.faceExpressionNet.loadFromUri("/peers/face-api"),
  ]);
  const canvas = document.createElement("canvas");
  const pen = canvas.getContext("2d", { willReadFrequently: true });
  if (!pen) throw new Error("no 2d canvas");
  const show = (image: ImageBitmap | OffscreenCanvas) => {
    Object.assign(canvas, { width: image.width, height: image.height });
    pen.drawImage(image, 0, 0);
    return canvas;
  };
  const find = async (image: ImageBitmap | OffscreenCanvas, options: faceapi.FaceDetectionOptions) =>
    (await faceapi.detectSingleFace(show(image), options).withFaceExpressions())?.expressions ?? null;
  const whole = async (image: ImageBitmap) => {
    const found = await faceapi.nets.faceExpressionNet.predictExpressions(show(image));
    return Array.isArray(found) ? (found[0] ?? null) : found;
  };
  return {
    async analyse(image, still) {
      try {
        const found = still
          ? ((await find(image, STILL)) ?? (await find(paddedView(image), STILL)) ?? (await whole(image)))
          : await find(image, LIVE);
        return { scores: found && NAMES.map((name) => found[name]), observation: null };
      } finally {
        image.close();
      }
    },
  };
}

if (NAMES.length !== EXPRESSIONS.length) throw new Error("seven expressions");
installPage({ "face-api": faceApi });
