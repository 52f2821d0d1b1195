import { z } from "zod";
import type { Transaction } from "./database.ts";

/** First key of the advisory locks of folds; the second is the video. Any number that nothing else takes. */
const FOLD_LOCK = 7_301;

/** Takes the lock of a video's sums until the transaction ends; false when somebody else has it. */
export async function tryFoldLock(tx: Transaction, videoId: number): Promise<boolean> {
  const rows = z
    .array(z.object({ locked: z.boolean() }))
    .parse(
      await tx.$queryRaw`SELECT pg_try_advisory_xact_lock(${FOLD_LOCK}::int, ${videoId}::int) AS locked`,
    );
  return rows[0]?.locked === true;
}

/** Takes the lock of a video's sums until the transaction ends, waiting for it. */
export async function waitForFoldLock(tx: Transaction, videoId: number): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(${FOLD_LOCK}::int, ${videoId}::int)`;
}
