import type { Database } from "./database.ts";
import { endOtherStudioSessions } from "./studio-sessions.ts";

/** The second factor of a user: the sealed secret, and since when it counts (null: not yet confirmed). */
export function readSecondFactor(db: Database, userId: number) {
  return db.user.findUnique({
    where: { id: userId },
    select: {
      totpSealed: true,
      totpEnabledAt: true,
      totpRemovedAt: true,
      totpRemovedBy: true,
      _count: { select: { recoveryCodes: true } },
    },
  });
}

/** Keep a secret that is still to be confirmed. False when a second factor is on already: that one stays. */
export async function savePendingSecret(db: Database, userId: number, totpSealed: string): Promise<boolean> {
  const { count } = await db.user.updateMany({
    where: { id: userId, totpEnabledAt: null },
    data: { totpSealed, totpLastStep: null },
  });
  return count === 1;
}

/** Switch the second factor on with the step of the confirming code. False when it was on, or without a secret. */
export function enableSecondFactor(
  db: Database,
  userId: number,
  confirmed: { step: number; codesSha256: readonly string[] },
): Promise<boolean> {
  return db.$transaction(async (tx) => {
    const { count } = await tx.user.updateMany({
      where: { id: userId, totpEnabledAt: null, totpSealed: { not: null } },
      data: {
        totpEnabledAt: new Date(),
        totpLastStep: confirmed.step,
        totpRemovedAt: null,
        totpRemovedBy: null,
      },
    });
    if (count === 0) return false;
    await tx.recoveryCode.deleteMany({ where: { userId } });
    await tx.recoveryCode.createMany({
      data: confirmed.codesSha256.map((codeSha256) => ({ userId, codeSha256 })),
    });
    return true;
  });
}

/** Take the code of a 30-second step. False when that step, or a later one, was taken: a code counts once. */
export async function takeTotpStep(db: Database, userId: number, step: number): Promise<boolean> {
  const { count } = await db.user.updateMany({
    where: { id: userId, OR: [{ totpLastStep: null }, { totpLastStep: { lt: step } }] },
    data: { totpLastStep: step },
  });
  return count === 1;
}

/** Take a recovery code. False when there is no such code, or no longer. */
export async function takeRecoveryCode(db: Database, userId: number, codeSha256: string): Promise<boolean> {
  const { count } = await db.recoveryCode.deleteMany({ where: { userId, codeSha256 } });
  return count === 1;
}

/** Switch the second factor off and forget its secret and its codes. */
export async function removeSecondFactor(db: Database, userId: number): Promise<void> {
  await db.$transaction([
    db.recoveryCode.deleteMany({ where: { userId } }),
    db.user.update({
      where: { id: userId },
      data: { totpSealed: null, totpEnabledAt: null, totpLastStep: null },
    }),
  ]);
}

/**
 * Switch a member's second factor off for them, note by whom, and sign them out everywhere. False when they have
 * none, or are nobody of this organisation.
 */
export function removeMembersFactor(
  db: Database,
  organisationId: number,
  userId: number,
  removedBy: string,
): Promise<boolean> {
  return db.$transaction(async (tx) => {
    const { count } = await tx.user.updateMany({
      where: { id: userId, organisationId, totpEnabledAt: { not: null } },
      data: {
        totpSealed: null,
        totpEnabledAt: null,
        totpLastStep: null,
        totpRemovedAt: new Date(),
        totpRemovedBy: removedBy,
      },
    });
    if (count === 0) return false;
    await tx.recoveryCode.deleteMany({ where: { userId } });
    await endOtherStudioSessions(tx, userId, null);
    return true;
  });
}
