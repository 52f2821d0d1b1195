import { randomUUID } from "node:crypto";
import type { Role } from "#lib/protocol/people.ts";
import type { Database } from "#lib/storage/database.ts";

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

export const inAnHour = () => new Date(Date.now() + 3_600_000);
export const anHourAgo = () => new Date(Date.now() - 3_600_000);
