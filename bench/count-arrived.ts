import { unpackSums } from "#lib/analytics/pack-sums.ts";
import type { Database } from "#lib/storage/database.ts";
import { foldBacklog } from "#lib/storage/fold-backlog.ts";
import { storedSeconds } from "#lib/storage/stored-seconds.ts";
import type { SeededCampaign } from "./seed-sessions.ts";

/**
 * What became of `seconds` batches of each session: `stored` by coordinates; `lost` are not there; `duplicated` are
 * counted more than once in the audience's sums (the table itself holds coordinates once).
 */
export async function countArrived(
  db: Database,
  { videoId }: SeededCampaign,
  sessions: readonly { id: number }[],
  seconds: number,
): Promise<{ stored: number; lost: number; duplicated: number; unfolded: boolean }> {
  let stored = 0;
  for (const { id } of sessions) {
    stored += new Set((await storedSeconds(db, id))[1] ?? []).size;
  }
  const rows = await db.audienceSecond.findMany({ where: { videoId }, select: { sums: true } });
  const counted = rows.reduce((sum, { sums }) => sum + unpackSums(sums).reached, 0);
  return {
    stored,
    lost: sessions.length * seconds - stored,
    duplicated: Math.max(0, counted - stored),
    unfolded: (await foldBacklog(db)).length > 0,
  };
}
