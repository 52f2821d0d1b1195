import type { Database } from "./database.ts";

/**
 * Notes in an open session that its viewer's browser keeps unsent batches in memory only (storage full, private
 * window): seconds that were not sent when its page ended are missing for that reason.
 */
export async function noteMemoryStorage(db: Database, sessionId: number): Promise<void> {
  await db.$executeRaw`
    UPDATE "Session" SET device = device || '{"storage": "memory"}'::jsonb
    WHERE id = ${sessionId}::int AND state = 'open'`;
}
