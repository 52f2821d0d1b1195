import { z } from "zod";
import type { CombineSums } from "./audience-rows.ts";
import type { Database } from "./database.ts";
import { eraseMeasured } from "./erase-measured.ts";

const idsSchema = z.array(z.object({ id: z.number().int() }));

/**
 * Sessions of real viewers that began longer ago than their campaign keeps numbers, whatever the state of either;
 * the oldest first, at most `limit`. Simulated viewers are nobody's numbers.
 */
export async function expiredSessions(db: Database, now: Date, limit: number): Promise<number[]> {
  const rows = await db.$queryRaw`
    SELECT s.id FROM "Campaign" c
    JOIN "Session" s ON s."campaignId" = c.id
      AND s."startedAt" <= ${now}::timestamptz - make_interval(days => c."retentionDays")
    WHERE NOT s.simulated
    ORDER BY s."startedAt", s.id
    LIMIT ${limit}::int`;
  return idsSchema.parse(rows).map(({ id }) => id);
}

/**
 * Destroys a session, from the sums too, in one transaction. Of its consent stay the fact, the text, the times and
 * the receipt; nothing leads from them to a number any more. Again is the same as once.
 */
export async function destroySession(db: Database, sessionId: number, subtract: CombineSums): Promise<void> {
  await db.$transaction(
    async (tx) => {
      await eraseMeasured(tx, sessionId, subtract);
      await tx.consentRecord.updateMany({ where: { sessionId }, data: { sessionId: null } });
      await tx.session.deleteMany({ where: { id: sessionId } });
    },
    { maxWait: 10_000, timeout: 30_000 },
  );
}

/** When the oldest numbers of a campaign's real viewers are destroyed, and the latest; null when there are none. */
export async function numbersDestroyedBetween(
  db: Database,
  campaign: { id: number; retentionDays: number },
): Promise<{ first: Date; last: Date } | null> {
  const { _min, _max } = await db.session.aggregate({
    where: { campaignId: campaign.id, simulated: false, state: { not: "withdrawn" } },
    _min: { startedAt: true },
    _max: { startedAt: true },
  });
  if (!_min.startedAt || !_max.startedAt) return null;
  const after = (start: Date) => new Date(start.getTime() + campaign.retentionDays * 86_400_000);
  return { first: after(_min.startedAt), last: after(_max.startedAt) };
}
