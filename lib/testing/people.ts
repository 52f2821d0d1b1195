import { randomUUID } from "node:crypto";
import type { StudioUser } from "#lib/auth/load-studio-user.ts";
import type { Role } from "#lib/protocol/people.ts";
import type { Database } from "#lib/storage/database.ts";
import { startStudioSession } from "#lib/storage/studio-sessions.ts";

/** A user in an organisation, of a new one when none is named; nobody knows the password. */
export async function createPerson(
  db: Database,
  person: { organisationId?: number; role?: Role; email?: string; passwordHash?: string } = {},
) {
  const organisationId =
    person.organisationId ?? (await db.organisation.create({ data: { name: "Test" } })).id;
  return db.user.create({
    data: {
      organisationId,
      role: person.role ?? "owner",
      email: person.email ?? `${randomUUID()}@example.org`,
      name: "Somebody",
      passwordHash: person.passwordHash ?? "none",
    },
  });
}

/** The same, as who is signed in. */
export async function createStudioUser(
  db: Database,
  person: { organisationId?: number; role: Role; passwordHash?: string },
): Promise<StudioUser> {
  const { id, email, name, role, organisationId } = await createPerson(db, person);
  return { id, email, name, role, organisationId, organisationName: "Test" };
}

/** A sign-in of theirs, as the studio's routes find it. */
export async function signInAs(
  db: Database,
  user: StudioUser,
): Promise<{ user: StudioUser; sessionId: string }> {
  const sessionId = await startStudioSession(db, {
    userId: user.id,
    userAgent: "",
    address: "",
    expiresAt: inAnHour(),
  });
  return { user, sessionId };
}

export const inAnHour = () => new Date(Date.now() + 3_600_000);
export const anHourAgo = () => new Date(Date.now() - 3_600_000);
