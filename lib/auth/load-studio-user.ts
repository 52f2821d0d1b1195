import { database } from "#lib/storage/database.ts";
import { findUserById } from "#lib/storage/find-user.ts";

/** Who is signed in, as the database has them now. */
export interface StudioUser {
  id: number;
  organisationId: number;
  organisationName: string;
  role: "owner" | "editor" | "viewer" | "researcher";
  email: string;
  name: string;
}

/** The user with this id, or null when they were removed since they signed in. */
export async function loadStudioUser(id: number): Promise<StudioUser | null> {
  if (!Number.isInteger(id)) return null;
  const user = await findUserById(database(), id);
  if (!user) return null;
  const { organisation, ...rest } = user;
  return { ...rest, organisationName: organisation.name };
}
