import { z } from "zod";
import { EXPRESSIONS } from "./expressions.ts";
import { MAX_STIMULUS_SECONDS } from "./limits.ts";
import { segmentExpressionSchema } from "./segment.ts";

/** Scenes of one video, and targets of one scene. */
export const MAX_SCENES = 100;
export const MAX_TARGETS = 4;
/** Shortest scene, ms: a viewer-second is the smallest measured unit, half of one still selects it. */
export const SHORTEST_SCENE_MS = 500;

const positionMs = z
  .number()
  .int()
  .min(0)
  .max(MAX_STIMULUS_SECONDS * 1_000);
const label = z.string().trim().min(1, "Enter a name").max(80, "Keep it within 80 characters");

/**
 * What the owner wants of a scene: the share of viewers who react, averaged over the scene's seconds, is to be at
 * least (or at most) `level`, among everybody or among the viewers of one segment. The segment is kept as it was
 * when it was chosen, so that a later cut in another campaign is held against the same one.
 */
export const sceneTargetSchema = z.object({
  expression: z.enum(EXPRESSIONS),
  direction: z.enum(["atLeast", "atMost"]),
  /** Share of viewers 0..1. */
  level: z.number().min(0.01, "At least 1%").max(1, "At most 100%"),
  segment: z.object({ name: label, expression: segmentExpressionSchema }).nullable(),
});
export type SceneTarget = z.infer<typeof sceneTargetSchema>;
export const sceneTargetsSchema = z
  .array(sceneTargetSchema)
  .max(MAX_TARGETS, `At most ${MAX_TARGETS} targets`);

export const sceneSchema = z.object({
  id: z.number().int(),
  /** Shared by the copies of a scene in other cuts. */
  key: z.uuid(),
  videoId: z.number().int(),
  label: z.string(),
  /** The scene is [startMs, endMs) of the film. */
  startMs: z.number().int(),
  endMs: z.number().int(),
  targets: sceneTargetsSchema,
});
export type Scene = z.infer<typeof sceneSchema>;

/** GET /api/campaigns/<id>/scenes?videoId=<videoId>, in the order of the film. */
export const scenesQuerySchema = z.object({ videoId: z.coerce.number().int().positive() });
export const scenesSchema = z.object({ scenes: z.array(sceneSchema) });

const spanShape = { label, startMs: positionMs, endMs: positionMs };
const lastsLongEnough = ({ startMs, endMs }: { startMs: number; endMs: number }) =>
  endMs - startMs >= SHORTEST_SCENE_MS;
const TOO_SHORT = { message: "A scene lasts at least half a second", path: ["endMs"] };

/** What a form or a drag gives. */
export const sceneSpanSchema = z.object(spanShape).refine(lastsLongEnough, TOO_SHORT);
export type SceneSpan = z.infer<typeof sceneSpanSchema>;

/** POST /api/campaigns/<id>/scenes: one drawn by hand, or the proposals that the owner accepts. */
export const newScenesRequest = z.object({
  videoId: z.number().int().positive(),
  scenes: z.array(sceneSpanSchema).min(1).max(MAX_SCENES),
});

/** PATCH /api/campaigns/<id>/scenes/<sceneId> */
export const sceneChangesSchema = z.union([
  sceneSpanSchema,
  z.object({ targets: sceneTargetsSchema }).strict(),
]);
export type SceneChanges = z.infer<typeof sceneChangesSchema>;

/** POST /api/campaigns/<id>/scenes/copy: the scenes of another cut, with their targets, for a cut without any. */
export const copyScenesRequest = z.object({
  fromVideoId: z.number().int().positive(),
  videoId: z.number().int().positive(),
});
