import type { Database } from "./database.ts";

/** An organisation's name; null when there is none with this id. */
export async function readOrganisation(db: Database, id: number): Promise<{ name: string } | null> {
  return db.organisation.findUnique({ where: { id }, select: { name: true } });
}
