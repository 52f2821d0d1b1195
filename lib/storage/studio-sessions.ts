import type { Database, Transaction } from "./database.ts";

/** Record that a user signed in. Returns the id that their cookie carries; their expired ones are swept. */
export async function startStudioSession(
  db: Database,
  session: { userId: number; userAgent: string; address: string; expiresAt: Date },
): Promise<string> {
  await db.studioSession.deleteMany({ where: { userId: session.userId, expiresAt: { lte: new Date() } } });
  const { id } = await db.studioSession.create({ data: session, select: { id: true } });
  return id;
}

/** The user of a session that is neither ended nor expired, as they are now, else null. `id` must be a UUID. */
export function findStudioSession(db: Database, id: string, userId: number, now = new Date()) {
  return db.studioSession.findFirst({
    where: { id, userId, expiresAt: { gt: now } },
    select: {
      lastSeenAt: true,
      user: {
        select: {
          id: true,
          organisationId: true,
          email: true,
          name: true,
          role: true,
          organisation: { select: { name: true } },
        },
      },
    },
  });
}

/** Note that a session was used. Nothing happens when it ended meanwhile. */
export async function touchStudioSession(db: Database, id: string, now: Date): Promise<void> {
  await db.studioSession.updateMany({ where: { id }, data: { lastSeenAt: now } });
}

/** Where a user is signed in, the last used first. */
export function listStudioSessions(db: Database, userId: number, now = new Date()) {
  return db.studioSession.findMany({
    where: { userId, expiresAt: { gt: now } },
    select: { id: true, createdAt: true, lastSeenAt: true, userAgent: true, address: true },
    orderBy: { lastSeenAt: "desc" },
  });
}

/** End one session of this user. False when it is not theirs or has ended. */
export async function endStudioSession(db: Database, userId: number, id: string): Promise<boolean> {
  const { count } = await db.studioSession.deleteMany({ where: { id, userId } });
  return count === 1;
}

/** End every session of this user but `keepId`; null ends all. Returns how many ended. */
export async function endOtherStudioSessions(
  db: Database | Transaction,
  userId: number,
  keepId: string | null,
): Promise<number> {
  const { count } = await db.studioSession.deleteMany({
    where: { userId, ...(keepId === null ? {} : { NOT: { id: keepId } }) },
  });
  return count;
}
