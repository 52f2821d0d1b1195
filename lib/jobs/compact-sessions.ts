import { setTimeout as delay } from "node:timers/promises";
import { closeAbandonedSessions } from "#lib/storage/close-abandoned.ts";
import { compactSession, sessionsToCompact } from "#lib/storage/compact-session.ts";
import type { Database } from "#lib/storage/database.ts";
import type { Job } from "./schedule.ts";

const EVERY_MS = 5 * 60_000;
/** After its close, a session is left alone this long: its last seconds are folded meanwhile. */
const CLOSED_FOR_MS = 60_000;
/** A session that was not finished is closed this long after it began. */
const ABANDONED_AFTER_MS = 24 * 3_600_000;
const A_PAGE = 200;

export interface CompactOptions {
  now: Date;
  signal?: AbortSignal;
  closedForMs?: number;
  /** Waits after each session, ms it took given: others have the database meanwhile. */
  rest?: (tookMs: number) => Promise<unknown>;
}

/** Closes sessions that were left, and packs closed ones until none is left or it is told to stop. */
export async function compactSessions(
  db: Database,
  { now, signal, closedForMs = CLOSED_FOR_MS, rest }: CompactOptions,
): Promise<Record<string, number>> {
  const abandoned = await closeAbandonedSessions(db, new Date(now.getTime() - ABANDONED_AFTER_MS));
  const counts = { abandoned, packed: 0, unreadable: 0 };
  const closedBefore = new Date(now.getTime() - closedForMs);
  let afterId = 0;
  for (;;) {
    const ids = await sessionsToCompact(db, closedBefore, A_PAGE, afterId);
    for (const id of ids) {
      if (signal?.aborted) return counts;
      const startedMs = performance.now();
      const outcome = await compactSession(db, id);
      if (outcome === "packed") counts.packed++;
      if (outcome === "unreadable") counts.unreadable++;
      afterId = id;
      await rest?.(performance.now() - startedMs);
    }
    if (ids.length < A_PAGE) return counts;
  }
}

/**
 * Every five minutes, by one process, which rests as long as it works: the embedded database has one connection, and each
 * statement of a page would wait behind the transaction of one session, for as long as there are any.
 */
export function compactionJob(db: Database): Job {
  return {
    name: "compact-sessions",
    everyMs: EVERY_MS,
    scope: "cluster",
    run: (signal) => compactSessions(db, { now: new Date(), signal, rest: (tookMs) => delay(tookMs) }),
  };
}
