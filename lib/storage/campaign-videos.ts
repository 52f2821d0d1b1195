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

/** Holds the campaign's row until the transaction ends, so that it is not published meanwhile. */
async function lockDraft(tx: Transaction, campaignId: number): Promise<boolean> {
  const locked = await tx.$executeRaw`
    UPDATE "Campaign" SET status = status
    WHERE id = ${campaignId}::int AND status = 'draft' AND "deletedAt" IS NULL`;
  return locked === 1;
}
