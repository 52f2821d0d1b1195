import { generatePassword, hashPassword } from "#lib/auth/password.ts";
import { createOrganisation, firstOrganisationId } from "#lib/storage/create-organisation.ts";
import type { Database } from "#lib/storage/database.ts";
import { isTaken } from "#lib/storage/is-taken.ts";
import type { Env } from "./env.ts";

export interface FirstOwner {
  email: string;
  password: string;
  /** False when the environment gave the password: then it is not repeated on the screen. */
  generated: boolean;
}

/** On the first run: the organisation with its owner. Null when there is one already. */
export async function makeFirstOwner(db: Database, env: Env): Promise<FirstOwner | null> {
  if ((await firstOrganisationId(db)) !== null) return null;
  const password = env.OWNER_PASSWORD ?? generatePassword();
  try {
    await createOrganisation(db, {
      name: env.ORGANISATION,
      owner: { email: env.OWNER_EMAIL, name: "Owner", passwordHash: await hashPassword(password) },
    });
  } catch (error) {
    // Another process that started at the same time was first.
    if (isTaken(error) && (await firstOrganisationId(db)) !== null) return null;
    throw error;
  }
  return { email: env.OWNER_EMAIL.toLowerCase(), password, generated: env.OWNER_PASSWORD === undefined };
}
