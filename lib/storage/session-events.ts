import { z } from "zod";
import { MAX_EVENTS, type SessionEvent, sessionEventSchema } from "#lib/protocol/session-events.ts";
import type { Database } from "./database.ts";

/**
 * Keeps what happened in an open session's page; an event that is there already is passed over, so sending again
 * is harmless, and beyond MAX_EVENTS a session takes no more. What the device can do goes into `device`, and how
 * the page ended, or that the viewer is back, into `endReason`. False when the session is not open.
 */
export async function noteSessionEvents(
  db: Database,
  sessionId: number,
  events: readonly SessionEvent[],
): Promise<boolean> {
  return db.$transaction(async (tx) => {
    // The lock keeps a withdrawal from passing between this look and the rows that follow it.
    const open = await tx.$queryRaw<unknown[]>`
      SELECT 1 FROM "Session" WHERE id = ${sessionId}::int AND state = 'open' FOR UPDATE`;
    if (open.length === 0) return false;
    const room = MAX_EVENTS - (await tx.sessionEvent.count({ where: { sessionId } }));
    const kept = events.slice(0, Math.max(0, room));
    await tx.sessionEvent.createMany({
      data: kept.map(({ kind, atMs, ...detail }) => ({ sessionId, kind, atMs, detail })),
      skipDuplicates: true,
    });
    const endReason = lastEnd(kept);
    if (endReason !== undefined) await tx.session.update({ where: { id: sessionId }, data: { endReason } });
    const capture = kept.findLast((event) => event.kind === "probed");
    if (capture) {
      const { kind: _, atMs: __, ...profile } = capture;
      await tx.$executeRaw`
        UPDATE "Session" SET device = device || ${JSON.stringify({ capture: profile })}::jsonb
        WHERE id = ${sessionId}::int`;
    }
    return true;
  });
}

/** Undefined when the events say nothing about it. */
function lastEnd(events: readonly SessionEvent[]): string | null | undefined {
  const last = events.findLast(({ kind }) => kind === "ended" || kind === "returned");
  if (!last) return undefined;
  return last.kind === "ended" ? last.why : null;
}

/** What happened in a session's page, in order. */
export async function readSessionEvents(db: Database, sessionId: number): Promise<SessionEvent[]> {
  const rows = await db.sessionEvent.findMany({
    where: { sessionId },
    orderBy: [{ atMs: "asc" }, { kind: "asc" }],
  });
  return rows.map(({ kind, atMs, detail }) =>
    sessionEventSchema.parse({ ...z.record(z.string(), z.unknown()).parse(detail), kind, atMs }),
  );
}
