import { z } from "zod";
import type { Contribution } from "./audience-rows.ts";
import type { Transaction } from "./database.ts";
import { waitForFoldLock } from "./fold-lock.ts";
import { readPackedSeconds } from "./packed-sessions.ts";

const foldedSchema = z.array(
  z.object({ videoId: z.number().int(), second: z.number().int(), values: z.instanceof(Uint8Array) }),
);

/**
 * Takes the locks of the sums of all videos that a session was shown, until the transaction ends. Answers the
 * videos, ascending.
 */
export async function lockVideosOf(tx: Transaction, sessionId: number): Promise<number[]> {
  const stimuli = await tx.sessionStimulus.findMany({ where: { sessionId }, select: { videoId: true } });
  const videoIds = [...new Set(stimuli.map(({ videoId }) => videoId))].sort((a, b) => a - b);
  // In ascending order, so that two of these never wait for each other.
  for (const videoId of videoIds) await waitForFoldLock(tx, videoId);
  return videoIds;
}

/** Viewer-seconds of a session that the fold has read, counted or passed over, by video. */
export async function readFolded(
  tx: Transaction,
  sessionId: number,
  cellId: number,
): Promise<Map<number, Contribution[]>> {
  const rows = foldedSchema.parse(
    await tx.$queryRaw`
      SELECT b."videoId", b.second::int AS second, b."values"
      FROM "SampleBatch" b
      JOIN "FoldWatermark" m
        ON m."videoId" = b."videoId" AND m.writer = b.writer AND b."writerSeq" <= m."writerSeq"
      WHERE b."sessionId" = ${sessionId}::int`,
  );
  const byVideo = new Map<number, Contribution[]>();
  for (const { videoId, second, values } of [...rows, ...(await readPackedSeconds(tx, sessionId))]) {
    const contributions = byVideo.get(videoId) ?? [];
    contributions.push({ cellId, second, values });
    byVideo.set(videoId, contributions);
  }
  return byVideo;
}
