import type { Database } from "./database.ts";
import { endOtherStudioSessions } from "./studio-sessions.ts";

/** Keep a link to a new password; the user's earlier links end. */
export async function savePasswordReset(
  db: Database,
  reset: { userId: number; tokenSha256: string; expiresAt: Date },
): Promise<void> {
  await db.$transaction([
    db.passwordReset.deleteMany({ where: { userId: reset.userId } }),
    db.passwordReset.create({ data: reset }),
    db.user.update({ where: { id: reset.userId }, data: { resetAskedAt: null } }),
  ]);
}

/** Whose password a link renews; null when it is used, replaced or expired. */
export async function findPasswordReset(db: Database, tokenSha256: string, now = new Date()) {
  const reset = await db.passwordReset.findFirst({
    where: { tokenSha256, expiresAt: { gt: now } },
    select: { user: { select: { email: true, name: true } } },
  });
  return reset?.user ?? null;
}

/** Set the password by a link, once, and sign the user out everywhere. Null when the link is no longer good. */
export function resetPassword(
  db: Database,
  tokenSha256: string,
  passwordHash: string,
  now = new Date(),
): Promise<{ email: string } | null> {
  return db.$transaction(async (tx) => {
    const reset = await tx.passwordReset.findFirst({ where: { tokenSha256, expiresAt: { gt: now } } });
    if (!reset) return null;
    const { count } = await tx.passwordReset.deleteMany({ where: { id: reset.id } });
    if (count === 0) return null;
    await tx.passwordReset.deleteMany({ where: { userId: reset.userId } });
    await endOtherStudioSessions(tx, reset.userId, null);
    return tx.user.update({
      where: { id: reset.userId },
      data: { passwordHash, resetAskedAt: null },
      select: { email: true },
    });
  });
}

/** Note that somebody asked for a new password, for their owners to see. Nothing happens without an account. */
export async function noteResetAsked(db: Database, email: string, now = new Date()): Promise<void> {
  await db.user.updateMany({ where: { email: email.toLowerCase() }, data: { resetAskedAt: now } });
}

/** Set the password of a signed-in user: open links end, and every session but `keepSessionId`. */
export async function changePassword(
  db: Database,
  userId: number,
  passwordHash: string,
  keepSessionId: string,
): Promise<void> {
  await db.$transaction(async (tx) => {
    await tx.user.update({ where: { id: userId }, data: { passwordHash, resetAskedAt: null } });
    await tx.passwordReset.deleteMany({ where: { userId } });
    await endOtherStudioSessions(tx, userId, keepSessionId);
  });
}
