import { z } from "zod";
import { EXPRESSION_COUNT } from "#lib/protocol/expressions.ts";

/** One face as the engine saw it, before anything is decided about it. */
export const observedFaceSchema = z.object({
  /** Rises when the engine lost the face that it followed, or left it for another one. */
  trackId: z.number().int().optional(),
  /** Width of the square that a detector frames a face by, 1.5 times from cheek to cheek, over the width of the frame. */
  width01: z.number(),
  /** Seven scores in EXPRESSIONS order as the model gave them, untruncated. */
  scores: z.array(z.number()).length(EXPRESSION_COUNT),
  /** Head pose in the signs of `Sample`, degrees. */
  yawDeg: z.number(),
  pitchDeg: z.number(),
  rollDeg: z.number(),
  /** Opening of the eyes over their width, mean of both. */
  eyeOpening: z.number(),
  /** Opening of the mouth over its width, from the mesh's inner lips. */
  mouthOpening: z.number().optional(),
  /** Middle of the face over the width and the height of the frame: tells one track from another. */
  centreX01: z.number().optional(),
  centreY01: z.number().optional(),
});
export type ObservedFace = z.infer<typeof observedFaceSchema>;

/** What one frame showed: numbers only. */
export const observationSchema = z.object({
  /** Mean luma of the frame, 0..1. */
  brightness01: z.number(),
  /** Twice the standard deviation of luma, 0..1. */
  contrast01: z.number().optional(),
  /** The face that is measured, if there is one. */
  faces: z.array(observedFaceSchema),
  /** The same width of each other face, as of the last look at the whole picture. */
  otherWidths01: z.array(z.number()).optional(),
});
export type Observation = z.infer<typeof observationSchema>;
