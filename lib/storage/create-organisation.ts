import type { Database } from "./database.ts";

/** Create an organisation with its first owner in one transaction. Returns both ids. */
export async function createOrganisation(
  db: Database,
  input: { name: string; owner: { email: string; name: string; passwordHash: string } },
): Promise<{ organisationId: number; ownerId: number }> {
  const organisation = await db.organisation.create({
    data: {
      name: input.name,
      users: {
        create: {
          email: input.owner.email.toLowerCase(),
          name: input.owner.name,
          passwordHash: input.owner.passwordHash,
          role: "owner",
        },
      },
    },
    include: { users: { select: { id: true } } },
  });
  return { organisationId: organisation.id, ownerId: organisation.users[0]!.id };
}

/** Create an organisation that nobody is in yet. Returns its id. */
export async function createEmptyOrganisation(db: Database, name: string): Promise<number> {
  const { id } = await db.organisation.create({ data: { name }, select: { id: true } });
  return id;
}

/** Id of the first organisation, or null before the first run has made one. */
export async function firstOrganisationId(db: Database): Promise<number | null> {
  const first = await db.organisation.findFirst({ orderBy: { id: "asc" }, select: { id: true } });
  return first?.id ?? null;
}

/** Whether a demo campaign was made for this organisation before, be it deleted since. */
export async function hadDemo(db: Database, organisationId: number): Promise<boolean> {
  return (await db.organisation.count({ where: { id: organisationId, demoMadeAt: { not: null } } })) === 1;
}

/** Remember that the demo campaign was made. */
export async function rememberDemo(db: Database, organisationId: number): Promise<void> {
  await db.organisation.update({ where: { id: organisationId }, data: { demoMadeAt: new Date() } });
}
