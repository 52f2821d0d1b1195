import type { Config } from "@vladmandic/human";
import type { EngineAddresses } from "./detect-messages.ts";

/** Faces looked for: one is measured, others are only counted. */
const MAX_FACES = 3;
/** The detector's certainty that there is a face at all. */
const LEAST_FACE_CONFIDENCE = 0.5;

/**
 * Human for this job: it loads the backend and finds faces in a picture, each time anew and nothing else; all files
 * come from this server. Its defaults would answer from a cache for 2.5 s and spend 40 ms a frame on filters.
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
    cacheSensitivity: 0,
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
        skipFrames: 0,
        skipTime: 0,
        minConfidence: LEAST_FACE_CONFIDENCE,
        rotation: false,
        return: false,
      },
      mesh: { enabled: false },
      emotion: { enabled: false },
      iris: { enabled: false },
      attention: { enabled: false },
      description: { enabled: false },
      antispoof: { enabled: false },
      liveness: { enabled: false },
    },
  };
}
