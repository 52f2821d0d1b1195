import { Prisma } from "./generated/client.ts";

/**
 * Whether somebody may be watching right now, as a condition on columns of "Session": it is open, began since a moment, and
 * its page has not said that it ended.
 */
export function mayBeWatching(since: Date): Prisma.Sql {
  return Prisma.sql`(state = 'open' AND "startedAt" >= ${since} AND "endReason" IS NULL)`;
}
