import type { VideoChanges } from "#lib/protocol/campaign-setup.ts";
import { MAX_SEGMENT } from "#lib/protocol/limits.ts";
import type { Database, Transaction } from "./database.ts";

export interface NewVideo {
  title: string;
  url: string;
  mimeType: string;
  durationMs: number;
  width: number;
  height: number;
  /** Generated names in the video store. */
  file: string;
  thumbnail: string;
  sizeBytes: number;
}

/**
 * Adds a video behind the last of a draft. "full" when it has as many as a session can show, "fixed" when it
 * is no draft any more.
 */
export async function addVideo(
  db: Database,
  campaignId: number,
  video: NewVideo,
): Promise<{ id: number } | "full" | "fixed"> {
  return db.$transaction(async (tx) => {
    if (!(await lockDraft(tx, campaignId))) return "fixed";
    const last = await tx.video.aggregate({ where: { campaignId }, _max: { position: true } });
    const position = (last._max.position ?? 0) + 1;
    if (position > MAX_SEGMENT) return "full";
    return tx.video.create({ data: { ...video, campaignId, position }, select: { id: true } });
  });
}

/**
 * Removes a video of a draft and closes the gap in the order. Answers the names of its files, for the store to
 * remove; null when the draft has no such video, "fixed" when it is no draft any more.
 */
export async function removeVideo(
  db: Database,
  campaignId: number,
  videoId: number,
): Promise<string[] | null | "fixed"> {
  return db.$transaction(async (tx) => {
    if (!(await lockDraft(tx, campaignId))) return "fixed";
    const video = await tx.video.findFirst({ where: { id: videoId, campaignId } });
    if (!video) return null;
    await tx.video.delete({ where: { id: videoId } });
    // One by one from the front: two never stand at the same position, not even within a statement.
    const behind = await tx.video.findMany({
      where: { campaignId, position: { gt: video.position } },
      orderBy: { position: "asc" },
    });
    for (const { id, position } of behind) {
      await tx.video.update({ where: { id }, data: { position: position - 1 } });
    }
    return [video.file, video.thumbnail].filter((name) => name !== null);
  });
}

/**
 * Gives a video of a draft another title, another place in the order (from 1), or both. "absent" when the draft has
 * no such video or place, "fixed" when it is no draft any more.
 */
export async function arrangeVideo(
  db: Database,
  campaignId: number,
  videoId: number,
  { title, position }: VideoChanges,
): Promise<"done" | "absent" | "fixed"> {
  return db.$transaction(async (tx) => {
    if (!(await lockDraft(tx, campaignId))) return "fixed";
    const ids = (
      await tx.video.findMany({ where: { campaignId }, orderBy: { position: "asc" }, select: { id: true } })
    ).map(({ id }) => id);
    if (!ids.includes(videoId) || (position ?? 1) > ids.length) return "absent";
    if (title !== undefined) await tx.video.update({ where: { id: videoId }, data: { title } });
    if (position !== undefined) {
      const order = ids.filter((id) => id !== videoId);
      order.splice(position - 1, 0, videoId);
      // Out of each other's way first: two never stand at the same position, not even within a statement.
      for (const [index, id] of order.entries()) {
        await tx.video.update({ where: { id }, data: { position: -1 - index } });
      }
      for (const [index, id] of order.entries()) {
        await tx.video.update({ where: { id }, data: { position: index + 1 } });
      }
    }
    return "done";
  });
}

/** Holds the campaign's row until the transaction ends, so that it is not published meanwhile. */
async function lockDraft(tx: Transaction, campaignId: number): Promise<boolean> {
  const locked = await tx.$executeRaw`
    UPDATE "Campaign" SET status = status
    WHERE id = ${campaignId}::int AND status = 'draft' AND "deletedAt" IS NULL`;
  return locked === 1;
}
