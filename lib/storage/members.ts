import type { Database, Transaction } from "./database.ts";
import type { Role } from "./generated/enums.ts";

/** What a change of members came to; `last-owner` and `absent` changed nothing. */
export type MemberChange = "done" | "last-owner" | "absent";

/** The people of an organisation, in order of name. */
export function listMembers(db: Database, organisationId: number) {
  return db.user.findMany({
    where: { organisationId },
    select: {
      id: true,
      name: true,
      email: true,
      role: true,
      createdAt: true,
      totpEnabledAt: true,
      resetAskedAt: true,
    },
    orderBy: [{ name: "asc" }, { id: "asc" }],
  });
}

/** A member of this organisation, else null: another organisation's people are as absent as nobody. */
export function findMember(db: Database, organisationId: number, userId: number) {
  return db.user.findFirst({
    where: { id: userId, organisationId },
    select: { id: true, name: true, email: true, role: true },
  });
}

/** Give a member another role, which holds from their next request on. Never takes the last owner's. */
export function changeMemberRole(
  db: Database,
  organisationId: number,
  userId: number,
  role: Role,
): Promise<MemberChange> {
  return changeMember(db, organisationId, userId, role === "owner", async (tx) => {
    await tx.user.update({ where: { id: userId }, data: { role } });
  });
}

/** Remove a member, with their sessions, links and second factor. Never removes the last owner. */
export function removeMember(db: Database, organisationId: number, userId: number): Promise<MemberChange> {
  return changeMember(db, organisationId, userId, false, async (tx) => {
    await tx.user.delete({ where: { id: userId } });
  });
}

/** Two owners who demote each other at the same moment take turns, so that one of them stays. */
function changeMember(
  db: Database,
  organisationId: number,
  userId: number,
  staysOwner: boolean,
  change: (tx: Transaction) => Promise<void>,
): Promise<MemberChange> {
  return db.$transaction(async (tx) => {
    await tx.$queryRaw`SELECT id FROM "Organisation" WHERE id = ${organisationId} FOR UPDATE`;
    const member = await tx.user.findFirst({ where: { id: userId, organisationId }, select: { role: true } });
    if (!member) return "absent";
    if (member.role === "owner" && !staysOwner) {
      const owners = await tx.user.count({ where: { organisationId, role: "owner" } });
      if (owners === 1) return "last-owner";
    }
    await change(tx);
    return "done";
  });
}
