import { z } from "zod";
import { observationSchema } from "./observation.ts";

/** Where the engine's files are on this server: models/MANIFEST.json, folders without a slash at the end. */
export const engineAddressesSchema = z.object({
  blazeface: z.string(),
  facemesh: z.string(),
  expression: z.string(),
  wasm: z.string(),
});
export type EngineAddresses = z.infer<typeof engineAddressesSchema>;

/** Page to worker. Every message is answered by exactly one message of the other list. */
export type DetectRequest =
  | { type: "start"; addresses: EngineAddresses; mayUseGpu: boolean }
  /** `still`: a photograph by itself; nothing is followed from it or to it, and more is tried to find a face. */
  | { type: "frame"; id: number; image: VideoFrame | ImageBitmap; still: boolean };

/** Worker to page. */
export const detectAnswerSchema = z.discriminatedUnion("type", [
  z.object({ type: z.literal("ready"), backend: z.string(), probeMs: z.number() }),
  z.object({ type: z.literal("failed"), message: z.string() }),
  z.object({ type: z.literal("observation"), id: z.number(), observation: observationSchema }),
  z.object({ type: z.literal("frameFailed"), id: z.number(), message: z.string() }),
]);
export type DetectAnswer = z.infer<typeof detectAnswerSchema>;
