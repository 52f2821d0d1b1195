import { randomUUID } from "node:crypto";
import {
  MAX_SCENES,
  type Scene,
  type SceneChanges,
  type SceneSpan,
  sceneSchema,
} from "#lib/protocol/scenes.ts";
import type { Database, Transaction } from "./database.ts";
import { RESTORABLE_MS } from "./restorable.ts";

const KEPT = { deletedAt: null };
const IN_ORDER = [{ startMs: "asc" }, { endMs: "asc" }, { id: "asc" }] as const;

/** Why nothing was stored: no such video of the campaign, beyond its end, or as many scenes as it can have. */
export type SceneRefusal = "absent" | "outside" | "full" | "taken";

/** The scenes of a video of the campaign in the order of the film; none when there is no such video. */
export async function readScenes(db: Database, campaignId: number, videoId: number): Promise<Scene[]> {
  const rows = await db.scene.findMany({
    where: { videoId, video: { campaignId }, ...KEPT },
    orderBy: [...IN_ORDER],
  });
  return rows.map((row) => sceneSchema.parse(row));
}

/** Adds scenes to a video, all or none. Destroys what was deleted long ago. */
export function addScenes(
  db: Database,
  campaignId: number,
  videoId: number,
  spans: readonly SceneSpan[],
): Promise<Scene[] | SceneRefusal> {
  return db.$transaction(async (tx) => {
    const durationMs = await lockVideo(tx, campaignId, videoId);
    if (durationMs === null) return "absent";
    if (spans.some(({ endMs }) => endMs > durationMs)) return "outside";
    await tx.scene.deleteMany({
      where: { videoId, deletedAt: { lt: new Date(Date.now() - RESTORABLE_MS) } },
    });
    if ((await tx.scene.count({ where: { videoId, ...KEPT } })) + spans.length > MAX_SCENES) return "full";
    const made = await tx.scene.createManyAndReturn({
      data: spans.map(({ label, startMs, endMs }) => ({ videoId, key: randomUUID(), label, startMs, endMs })),
    });
    return made.map((row) => sceneSchema.parse(row));
  });
}

/** Changes a scene's span and name, or its targets. */
export async function changeScene(
  db: Database,
  campaignId: number,
  sceneId: number,
  changes: SceneChanges,
): Promise<Scene | "absent" | "outside"> {
  const where = { id: sceneId, video: { campaignId }, ...KEPT };
  const scene = await db.scene.findFirst({ where, select: { video: { select: { durationMs: true } } } });
  if (!scene) return "absent";
  if ("endMs" in changes && changes.endMs > scene.video.durationMs) return "outside";
  const data =
    "targets" in changes
      ? { targets: changes.targets }
      : { label: changes.label, startMs: changes.startMs, endMs: changes.endMs };
  return sceneSchema.parse(await db.scene.update({ where: { id: sceneId }, data }));
}

/** Deletes a scene, or brings it back; false when there is none to. */
export async function markScene(
  db: Database,
  campaignId: number,
  sceneId: number,
  mark: "deleted" | "restored",
): Promise<boolean> {
  const where = { id: sceneId, video: { campaignId } };
  const { count } =
    mark === "deleted"
      ? await db.scene.updateMany({ where: { ...where, ...KEPT }, data: { deletedAt: new Date() } })
      : await db.scene.updateMany({ where: { ...where, deletedAt: { not: null } }, data: KEPT });
  return count === 1;
}

/**
 * Gives a cut without scenes those of another cut of the organisation, with their keys and targets; what lies
 * beyond the shorter film is cut off or left out. "taken" when the cut has scenes already.
 */
export function copyScenes(
  db: Database,
  to: { organisationId: number; campaignId: number; videoId: number },
  fromVideoId: number,
): Promise<Scene[] | SceneRefusal> {
  return db.$transaction(async (tx) => {
    const durationMs = await lockVideo(tx, to.campaignId, to.videoId);
    const from = await tx.video.findFirst({
      where: { id: fromVideoId, campaign: { organisationId: to.organisationId, deletedAt: null } },
      select: { scenes: { where: KEPT, orderBy: [...IN_ORDER] } },
    });
    if (durationMs === null || !from) return "absent";
    if ((await tx.scene.count({ where: { videoId: to.videoId, ...KEPT } })) > 0) return "taken";
    const scenes = from.scenes.map((row) => sceneSchema.parse(row));
    const made = await tx.scene.createManyAndReturn({
      data: scenes
        .filter(({ startMs }) => startMs < durationMs)
        .map(({ key, label, startMs, endMs, targets }) => ({
          videoId: to.videoId,
          key,
          label,
          startMs,
          endMs: Math.min(endMs, durationMs),
          targets,
        })),
    });
    return made.map((row) => sceneSchema.parse(row));
  });
}

/** Holds the video's row, so that two people adding at once are counted one after the other. */
async function lockVideo(tx: Transaction, campaignId: number, videoId: number): Promise<number | null> {
  await tx.$executeRaw`
    UPDATE "Video" SET position = position WHERE id = ${videoId}::int AND "campaignId" = ${campaignId}::int`;
  const video = await tx.video.findFirst({
    where: { id: videoId, campaignId },
    select: { durationMs: true },
  });
  return video?.durationMs ?? null;
}
