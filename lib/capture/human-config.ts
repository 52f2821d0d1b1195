import type { Config } from "@vladmandic/human";
import type { EngineAddresses } from "./detect-messages.ts";

/** Frames between two runs of the face detector; the region is tracked from the mesh meanwhile. */
const REDETECT_FRAMES = 15;
const REDETECT_MS = 1000;
/** Faces looked for: one is measured, others are only counted. */
const MAX_FACES = 3;
/** The detector's and the mesh's certainty that there is a face at all. */
const LEAST_FACE_CONFIDENCE = 0.5;

/**
 * Human for this job: detector cached, expression on every frame, nothing else, all files from this server.
 * Its defaults would reuse an expression for 1.5 s, drop scores under 0.1 and spend 40 ms a frame on filters.
 */
export function humanConfig(addresses: EngineAddresses): Partial<Config> {
  return {
    backend: "wasm",
    wasmPath: `${addresses.wasm}/`,
    modelBasePath: "/",
    // The addresses are immutable and kept by the HTTP cache; Human's own cache knows no versions.
    cacheModels: false,
    async: false,
    debug: false,
    warmup: "none",
    filter: { enabled: false, autoBrightness: false, return: false },
    gesture: { enabled: false },
    body: { enabled: false },
    hand: { enabled: false },
    object: { enabled: false },
    segmentation: { enabled: false },
    face: {
      enabled: true,
      detector: {
        modelPath: `${addresses.blazeface}/blazeface.json`,
        maxDetected: MAX_FACES,
        skipFrames: REDETECT_FRAMES,
        skipTime: REDETECT_MS,
        minConfidence: LEAST_FACE_CONFIDENCE,
        rotation: false,
        return: false,
      },
      mesh: { enabled: true, modelPath: `${addresses.facemesh}/facemesh.json` },
      emotion: {
        enabled: true,
        modelPath: `${addresses.emotion}/emotion.json`,
        minConfidence: 0,
        skipFrames: 0,
        skipTime: 0,
      },
      iris: { enabled: false },
      attention: { enabled: false },
      description: { enabled: false },
      antispoof: { enabled: false },
      liveness: { enabled: false },
    },
  };
}
