import type { Database } from "./database.ts";
import type { Role } from "./generated/enums.ts";
import { isTaken } from "./is-taken.ts";

export interface NewInvitation {
  organisationId: number;
  /** In lower case. */
  email: string;
  role: Role;
  tokenSha256: string;
  /** Null for the first owner of an organisation, whom the server's operator invites. */
  invitedById: number | null;
  expiresAt: Date;
}

const AS_LISTED = {
  id: true,
  email: true,
  role: true,
  createdAt: true,
  expiresAt: true,
  invitedBy: { select: { name: true } },
} as const;

/** Keep an invitation. Another one for the same address in this organisation is replaced: its link ends. */
export function saveInvitation(db: Database, invitation: NewInvitation) {
  const { organisationId, email, ...rest } = invitation;
  return db.invitation.upsert({
    where: { organisationId_email: { organisationId, email } },
    create: invitation,
    update: { ...rest, createdAt: new Date() },
    select: AS_LISTED,
  });
}

/** The open invitations of an organisation, newest first; expired ones too, until they are withdrawn. */
export function listInvitations(db: Database, organisationId: number) {
  return db.invitation.findMany({
    where: { organisationId },
    select: AS_LISTED,
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
  });
}

/** Withdraw an invitation of this organisation. False when there is none. */
export async function withdrawInvitation(db: Database, organisationId: number, id: number): Promise<boolean> {
  const { count } = await db.invitation.deleteMany({ where: { id, organisationId } });
  return count === 1;
}

/** The invitation of a link, with its organisation's name; null when it is used, withdrawn or expired. */
export function findInvitation(db: Database, tokenSha256: string, now = new Date()) {
  return db.invitation.findFirst({
    where: { tokenSha256, expiresAt: { gt: now } },
    select: { email: true, role: true, expiresAt: true, organisation: { select: { name: true } } },
  });
}

/**
 * Turn an invitation into a member, once. `expired` when the link is used, withdrawn or out of date, `taken` when
 * the address has an account already; then nothing changed.
 */
export async function acceptInvitation(
  db: Database,
  tokenSha256: string,
  person: { name: string; passwordHash: string },
  now = new Date(),
): Promise<
  { outcome: "expired" } | { outcome: "taken" } | { outcome: "joined"; userId: number; email: string }
> {
  try {
    return await db.$transaction(async (tx) => {
      const invitation = await tx.invitation.findFirst({ where: { tokenSha256, expiresAt: { gt: now } } });
      if (!invitation) return { outcome: "expired" as const };
      const { organisationId, email, role } = invitation;
      // Of two that accept at the same moment, one deletes the row.
      const { count } = await tx.invitation.deleteMany({ where: { id: invitation.id, tokenSha256 } });
      if (count === 0) return { outcome: "expired" as const };
      const user = await tx.user.create({
        data: { organisationId, email, role, ...person },
        select: { id: true },
      });
      return { outcome: "joined" as const, userId: user.id, email };
    });
  } catch (error) {
    if (isTaken(error)) return { outcome: "taken" };
    throw error;
  }
}
