import type { Database } from "./database.ts";
import { writeViewerTracks } from "./viewer-tracks.ts";

/**
 * Closes a session and writes its viewer tracks, in one transaction. `finished` also when it was finished
 * before: the answer to the first call may have been lost.
 */
export async function finishSession(db: Database, sessionId: number): Promise<"finished" | "withdrawn"> {
  return db.$transaction(async (tx) => {
    const { count } = await tx.session.updateMany({
      where: { id: sessionId, state: "open", closedAt: null },
      data: { state: "finished", finishedAt: new Date(), closedAt: new Date(), endReason: null },
    });
    if (count === 1) {
      await writeViewerTracks(tx, sessionId);
      return "finished";
    }
    const session = await tx.session.findUnique({ where: { id: sessionId }, select: { state: true } });
    return session?.state === "finished" ? "finished" : "withdrawn";
  });
}
