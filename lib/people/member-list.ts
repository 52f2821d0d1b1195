import type { StudioUser } from "#lib/auth/load-studio-user.ts";
import type { Members } from "#lib/protocol/people.ts";
import type { Database } from "#lib/storage/database.ts";
import { listInvitations } from "#lib/storage/invitations.ts";
import { listMembers } from "#lib/storage/members.ts";

/** The people of the user's organisation; what only owners act on is told to owners alone. */
export async function memberList(db: Database, user: StudioUser): Promise<Members> {
  const isOwner = user.role === "owner";
  const [members, invitations] = await Promise.all([
    listMembers(db, user.organisationId),
    isOwner ? listInvitations(db, user.organisationId) : [],
  ]);
  return {
    members: members.map(({ createdAt, totpEnabledAt, resetAskedAt, ...member }) => ({
      ...member,
      joinedAt: createdAt.toISOString(),
      hasSecondFactor: isOwner && totpEnabledAt !== null,
      resetAskedAt: isOwner ? (resetAskedAt?.toISOString() ?? null) : null,
    })),
    invitations: invitations.map(({ createdAt, expiresAt, invitedBy, ...invitation }) => ({
      ...invitation,
      invitedBy: invitedBy?.name ?? null,
      createdAt: createdAt.toISOString(),
      expiresAt: expiresAt.toISOString(),
    })),
  };
}
