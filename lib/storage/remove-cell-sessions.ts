import type { Database, Transaction } from "./database.ts";
import { waitForFoldLock } from "./fold-lock.ts";

const TIMEOUT = { maxWait: 10_000, timeout: 120_000 };

/**
 * Removes every simulated viewer of a campaign: sessions, batches, tracks, and the sums of their cells, which
 * hold nobody else. One transaction under the locks of the campaign's videos; a fold before it is undone by it,
 * a fold after it finds nothing to add. Answers how many there were.
 */
export async function removeSimulatedViewers(db: Database, campaignId: number): Promise<number> {
  const sessionIds = await db.$transaction(async (tx) => {
    const cells = await tx.segmentCell.findMany({
      where: { campaignId, simulated: true },
      select: { id: true },
    });
    await tx.campaign.update({ where: { id: campaignId }, data: { simulatedRemovedAt: new Date() } });
    return removeSessionsOfCells(
      tx,
      campaignId,
      cells.map(({ id }) => id),
    );
  }, TIMEOUT);
  await sweepLateBatches(db, sessionIds);
  return sessionIds.length;
}

/** Removes one cell of a campaign with all that was measured in it, as `removeSimulatedViewers` does. */
export async function removeCell(db: Database, campaignId: number, cellId: number): Promise<void> {
  const sessionIds = await db.$transaction((tx) => removeSessionsOfCells(tx, campaignId, [cellId]), TIMEOUT);
  await sweepLateBatches(db, sessionIds);
}

async function removeSessionsOfCells(
  tx: Transaction,
  campaignId: number,
  cellIds: readonly number[],
): Promise<number[]> {
  // In ascending order, as excludeSession does, so that two of these never wait for each other.
  const videos = await tx.video.findMany({
    where: { campaignId },
    orderBy: { id: "asc" },
    select: { id: true },
  });
  for (const { id } of videos) await waitForFoldLock(tx, id);
  const videoIds = videos.map(({ id }) => id);
  const sessions = await tx.session.findMany({
    where: { campaignId, cellId: { in: [...cellIds] } },
    select: { id: true },
  });
  const sessionIds = sessions.map(({ id }) => id);
  await tx.$executeRaw`DELETE FROM "SampleBatch" WHERE "sessionId" = ANY(${sessionIds}::int[])`;
  await tx.$executeRaw`DELETE FROM "PackedSession" WHERE "sessionId" = ANY(${sessionIds}::int[])`;
  await tx.$executeRaw`DELETE FROM "ViewerTrack" WHERE "sessionId" = ANY(${sessionIds}::int[])`;
  await tx.$executeRaw`DELETE FROM "SessionStimulus" WHERE "sessionId" = ANY(${sessionIds}::int[])`;
  await tx.$executeRaw`DELETE FROM "ConsentRecord" WHERE "sessionId" = ANY(${sessionIds}::int[])`;
  await tx.$executeRaw`DELETE FROM "Session" WHERE id = ANY(${sessionIds}::int[])`;
  await tx.$executeRaw`
    DELETE FROM "AudienceSecond"
    WHERE "videoId" = ANY(${videoIds}::int[]) AND "cellId" = ANY(${[...cellIds]}::int[])`;
  await tx.$executeRaw`
    DELETE FROM "SegmentCell" c WHERE id = ANY(${[...cellIds]}::int[])
      AND NOT EXISTS (SELECT 1 FROM "Session" s WHERE s."cellId" = c.id)`;
  return sessionIds;
}

/**
 * An append that began before the removal was committed may still have seen the sessions open. What it left
 * belongs to nobody and is counted nowhere; it goes, too.
 */
async function sweepLateBatches(db: Database, sessionIds: readonly number[]): Promise<void> {
  await db.$executeRaw`DELETE FROM "SampleBatch" WHERE "sessionId" = ANY(${[...sessionIds]}::int[])`;
}
