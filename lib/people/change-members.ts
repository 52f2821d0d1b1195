import type { StudioUser } from "#lib/auth/load-studio-user.ts";
import { AppError } from "#lib/protocol/app-error.ts";
import type { Role } from "#lib/protocol/people.ts";
import type { Database } from "#lib/storage/database.ts";
import { changeMemberRole, findMember, type MemberChange, removeMember } from "#lib/storage/members.ts";

/** Throws `not-found` (also for another organisation's people). */
export async function memberOf(db: Database, owner: StudioUser, userId: number) {
  const member = await findMember(db, owner.organisationId, userId);
  if (!member) throw new AppError("not-found");
  return member;
}

/** Give a member another role. Throws `not-found` or `last-owner`. */
export async function giveRole(db: Database, owner: StudioUser, userId: number, role: Role): Promise<void> {
  settle(await changeMemberRole(db, owner.organisationId, userId, role));
}

/** Remove a member. Throws `not-found`, `last-owner`, or `yourself`. */
export async function dismiss(db: Database, owner: StudioUser, userId: number): Promise<void> {
  if (userId === owner.id) throw new AppError("yourself");
  settle(await removeMember(db, owner.organisationId, userId));
}

function settle(change: MemberChange): void {
  if (change === "absent") throw new AppError("not-found");
  if (change === "last-owner") throw new AppError("last-owner");
}
