import { subtractPacked } from "#lib/analytics/combine-packed.ts";
import type { Database } from "#lib/storage/database.ts";
import { destroySession, expiredSessions } from "#lib/storage/expired-sessions.ts";

const AT_A_TIME = 200;

/**
 * Keeps the consent text's promise: destroys what was measured longer ago than viewers were told, from the sums of
 * groups too (docs/decisions/011). Answers of how many viewers; fewer than there are when `signal` aborts.
 */
export async function destroyExpired(db: Database, now: Date, signal?: AbortSignal): Promise<number> {
  let destroyed = 0;
  for (;;) {
    const sessionIds = await expiredSessions(db, now, AT_A_TIME);
    for (const sessionId of sessionIds) {
      if (signal?.aborted) return destroyed;
      await destroySession(db, sessionId, subtractPacked);
      destroyed++;
    }
    if (sessionIds.length < AT_A_TIME) return destroyed;
  }
}
